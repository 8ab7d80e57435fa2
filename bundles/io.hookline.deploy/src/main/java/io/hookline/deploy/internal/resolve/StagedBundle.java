package io.hookline.deploy.internal.resolve;

import aQute.bnd.header.Attrs;
import aQute.bnd.header.OSGiHeader;
import aQute.bnd.header.Parameters;
import aQute.bnd.osgi.Processor;
import aQute.bnd.osgi.resource.CapReqBuilder;
import aQute.bnd.osgi.resource.ResourceBuilder;
import io.hookline.deploy.internal.verify.BundleManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.IdentityNamespace;
import org.osgi.resource.Resource;

/**
 * A jar's manifest, read into the resource that the framework would make of it.
 *
 * <p>Native code is left out: which of a jar's libraries fits is known once it is installed. So are dynamic imports,
 * which never keep a bundle from resolving.
 */
final class StagedBundle {

    private static final int MOST_CONDITIONS = 256;

    private final Map<String, String> headers;
    private final ResourceBuilder builder = new ResourceBuilder();

    private StagedBundle(Map<String, String> headers) {
        this.headers = headers;
    }

    static Resource read(Path jar) throws IOException, BadManifestException {
        return new StagedBundle(BundleManifest.read(jar)).resource();
    }

    private Resource resource() throws BadManifestException {
        Parameters names = header(Constants.BUNDLE_SYMBOLICNAME);
        if (names.isEmpty()) {
            throw new BadManifestException(Constants.BUNDLE_SYMBOLICNAME, "it is missing");
        }
        String name = names.keyList().get(0);
        Version version = version(Constants.BUNDLE_VERSION, name, headers.get(Constants.BUNDLE_VERSION));
        identity(name, version, Objects.requireNonNull(names.get(name)));
        exports(name, version);
        imports();
        requiredBundles();
        capabilities();
        executionEnvironments();
        return builder.build();
    }

    private void identity(String name, Version version, Attrs attributes) throws BadManifestException {
        try {
            CapReqBuilder identity = new CapReqBuilder(IdentityNamespace.IDENTITY_NAMESPACE)
                    .addAttribute(IdentityNamespace.IDENTITY_NAMESPACE, name)
                    .addAttribute(IdentityNamespace.CAPABILITY_TYPE_ATTRIBUTE, IdentityNamespace.TYPE_BUNDLE)
                    .addAttribute(IdentityNamespace.CAPABILITY_VERSION_ATTRIBUTE, version);
            CapReqBuilder bundle = new CapReqBuilder(BundleNamespace.BUNDLE_NAMESPACE);
            bundle.addAttributesOrDirectives(attributes);
            bundle.addAttribute(BundleNamespace.BUNDLE_NAMESPACE, name)
                    .addAttribute(BundleNamespace.CAPABILITY_BUNDLE_VERSION_ATTRIBUTE, version);
            if ("true".equals(attributes.get(Constants.SINGLETON_DIRECTIVE + ":"))) {
                identity.addDirective(IdentityNamespace.CAPABILITY_SINGLETON_DIRECTIVE, "true");
            }
            builder.addCapability(identity);
            builder.addCapability(bundle);
        } catch (Exception e) {
            throw unreadable(Constants.BUNDLE_SYMBOLICNAME, e);
        }
    }

    private void exports(String name, Version version) throws BadManifestException {
        Parameters exports = header(Constants.EXPORT_PACKAGE);
        ManifestRules.checkExports(exports);
        for (Map.Entry<String, Attrs> export : exports.entrySet()) {
            version(Constants.EXPORT_PACKAGE, export.getKey(), export.getValue().getVersion());
        }
        builder.addExportPackages(exports, name, version);
    }

    private void imports() throws BadManifestException {
        Parameters imports = header(Constants.IMPORT_PACKAGE);
        ManifestRules.checkImports(imports);
        checkRanges(Constants.IMPORT_PACKAGE, Constants.VERSION_ATTRIBUTE, imports);
        checkRanges(Constants.IMPORT_PACKAGE, Constants.BUNDLE_VERSION_ATTRIBUTE, imports);
        try {
            builder.addImportPackages(imports);
        } catch (RuntimeException e) {
            throw unreadable(Constants.IMPORT_PACKAGE, e);
        }
    }

    private void requiredBundles() throws BadManifestException {
        Parameters bundles = header(Constants.REQUIRE_BUNDLE);
        checkRanges(Constants.REQUIRE_BUNDLE, Constants.BUNDLE_VERSION_ATTRIBUTE, bundles);
        try {
            builder.addRequireBundles(bundles);
        } catch (RuntimeException e) {
            throw unreadable(Constants.REQUIRE_BUNDLE, e);
        }
    }

    private void capabilities() throws BadManifestException {
        Parameters required = header(Constants.REQUIRE_CAPABILITY);
        for (Map.Entry<String, Attrs> requirement : required.entrySet()) {
            String filter = requirement.getValue().get(Constants.FILTER_DIRECTIVE + ":");
            if (filter != null) {
                checkFilter(requirement.getKey(), filter);
            } else {
                // bnd would ask for a capability of the namespace's own name.
                requirement
                        .getValue()
                        .put(
                                Constants.FILTER_DIRECTIVE + ":",
                                "(" + Processor.removeDuplicateMarker(requirement.getKey()) + "=*)");
            }
        }
        try {
            builder.addRequireCapabilities(required);
        } catch (RuntimeException e) {
            throw unreadable(Constants.REQUIRE_CAPABILITY, e);
        }
        Parameters provided = header(Constants.PROVIDE_CAPABILITY);
        ManifestRules.checkProvided(provided);
        try {
            builder.addProvideCapabilities(provided);
        } catch (RuntimeException e) {
            throw unreadable(Constants.PROVIDE_CAPABILITY, e);
        }
    }

    /** The header that {@code Require-Capability: osgi.ee} has replaced. Any one of those it names will do. */
    @SuppressWarnings("deprecation") // old bundles still carry it, and the framework heeds it
    private void executionEnvironments() throws BadManifestException {
        StringBuilder anyOf = new StringBuilder();
        for (String environment :
                header(Constants.BUNDLE_REQUIREDEXECUTIONENVIRONMENT).keyList()) {
            int dash = environment.lastIndexOf('-');
            String name = dash < 0 ? environment : environment.substring(0, dash);
            // From J2SE-1.2 to J2SE-1.5 the capability is called JavaSE as well.
            anyOf.append("(&(osgi.ee=").append(name.equals("J2SE") ? "JavaSE" : name);
            anyOf.append(dash < 0 ? "))" : ")(version=" + environment.substring(dash + 1) + "))");
        }
        if (!anyOf.isEmpty()) {
            builder.addRequirement(new CapReqBuilder(ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE)
                    .addDirective(Constants.FILTER_DIRECTIVE, "(|" + anyOf + ")"));
        }
    }

    private Parameters header(String name) throws BadManifestException {
        String value = headers.get(name);
        if (value == null) {
            return new Parameters();
        }
        Parameters clauses;
        try {
            clauses = OSGiHeader.parseHeader(value);
        } catch (RuntimeException e) {
            throw unreadable(name, e);
        }
        ManifestRules.checkClauses(name, value);
        if (name.equals(Constants.PROVIDE_CAPABILITY) || name.equals(Constants.REQUIRE_CAPABILITY)) {
            ManifestRules.checkTypes(name, value);
        }
        return clauses;
    }

    private static void checkRanges(String header, String attribute, Parameters clauses) throws BadManifestException {
        for (Map.Entry<String, Attrs> clause : clauses.entrySet()) {
            String range = clause.getValue().get(attribute);
            if (range == null) {
                continue;
            }
            try {
                VersionRange.valueOf(range);
            } catch (IllegalArgumentException e) {
                throw new BadManifestException(
                        header,
                        Processor.removeDuplicateMarker(clause.getKey()) + " has the " + attribute + " '" + range
                                + "', which is no version range: write it like [1.2,2)");
            }
        }
    }

    private static void checkFilter(String namespace, String filter) throws BadManifestException {
        // Filters are read recursively.
        if (filter.chars().filter(c -> c == '(').count() > MOST_CONDITIONS) {
            throw new BadManifestException(
                    Constants.REQUIRE_CAPABILITY,
                    Processor.removeDuplicateMarker(namespace) + " has a filter of more than " + MOST_CONDITIONS
                            + " conditions");
        }
        try {
            FrameworkUtil.createFilter(filter);
        } catch (InvalidSyntaxException e) {
            throw new BadManifestException(
                    Constants.REQUIRE_CAPABILITY,
                    Processor.removeDuplicateMarker(namespace) + " has the filter '" + filter + "', which is none: "
                            + e.getMessage());
        }
    }

    private static Version version(String header, String of, @Nullable String value) throws BadManifestException {
        try {
            return Version.parseVersion(value);
        } catch (IllegalArgumentException e) {
            throw new BadManifestException(
                    header,
                    Processor.removeDuplicateMarker(of) + " has the version '" + value
                            + "', which is none: write it like 1.2.3");
        }
    }

    private static BadManifestException unreadable(String header, Exception e) {
        return new BadManifestException(
                header, Objects.requireNonNullElse(e.getMessage(), e.getClass().getName()));
    }
}
