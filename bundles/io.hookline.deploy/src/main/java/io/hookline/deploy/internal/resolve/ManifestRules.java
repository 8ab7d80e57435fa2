package io.hookline.deploy.internal.resolve;

import aQute.bnd.header.Attrs;
import aQute.bnd.header.Parameters;
import aQute.bnd.osgi.Processor;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;

/** Rules by which the framework refuses to install a bundle, and which bnd does not apply when it reads a manifest. */
final class ManifestRules {

    private static final String WIRING = "osgi.wiring.";

    @SuppressWarnings("deprecation") // old bundles still carry it, and the framework heeds it
    private static final String SPECIFICATION_VERSION = Constants.PACKAGE_SPECIFICATION_VERSION;

    private static final Pattern TYPED = Pattern.compile(";\\s*[\\w.-]+:(\\w+)(?:<\\s*(\\w+)\\s*>)?\\s*=");
    private static final Set<String> TYPES = Set.of("String", "Version", "Long", "Double", "List");

    private ManifestRules() {}

    /** A header without what stands in quotes. */
    private static String unquoted(String header) {
        StringBuilder text = new StringBuilder();
        boolean quoted = false;
        for (int at = 0; at < header.length(); at++) {
            char character = header.charAt(at);
            if (character == '"') {
                quoted = !quoted;
            } else if (character == '\\' && quoted) {
                at++;
                continue;
            }
            if (!quoted) {
                text.append(character);
            }
        }
        return text.toString();
    }

    static void checkClauses(String header, String value) throws BadManifestException {
        for (String clause : unquoted(value).split(",", -1)) {
            if (clause.replace(";", "").isBlank()) {
                throw new BadManifestException(header, "one of its clauses is empty");
            }
        }
    }

    static void checkImports(Parameters imports) throws BadManifestException {
        Set<String> names = new HashSet<>();
        for (String clause : imports.keySet()) {
            String name = Processor.removeDuplicateMarker(clause);
            if (!names.add(name)) {
                throw new BadManifestException(Constants.IMPORT_PACKAGE, name + " is imported twice");
            }
        }
    }

    static void checkExports(Parameters exports) throws BadManifestException {
        for (Map.Entry<String, Attrs> export : exports.entrySet()) {
            String name = Processor.removeDuplicateMarker(export.getKey());
            Attrs attributes = export.getValue();
            String version = attributes.get(Constants.VERSION_ATTRIBUTE);
            String specified = attributes.get(SPECIFICATION_VERSION);
            if (name.startsWith("java.")) {
                throw new BadManifestException(
                        Constants.EXPORT_PACKAGE, name + " belongs to the JDK and cannot be exported");
            }
            if (attributes.containsKey(Constants.BUNDLE_VERSION_ATTRIBUTE)
                    || attributes.containsKey(Constants.BUNDLE_SYMBOLICNAME_ATTRIBUTE)) {
                throw new BadManifestException(
                        Constants.EXPORT_PACKAGE, name + " cannot state the name or version of its bundle");
            }
            if (version != null && specified != null && !version.equals(specified)) {
                throw new BadManifestException(
                        Constants.EXPORT_PACKAGE, name + " has two versions, " + version + " and " + specified);
            }
        }
    }

    static void checkProvided(Parameters provided) throws BadManifestException {
        for (Map.Entry<String, Attrs> capability : provided.entrySet()) {
            String namespace = Processor.removeDuplicateMarker(capability.getKey());
            if (namespace.startsWith(WIRING)
                    || namespace.equals(ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE)) {
                throw new BadManifestException(
                        Constants.PROVIDE_CAPABILITY, "only the framework provides " + namespace);
            }
        }
    }

    /** bnd takes an attribute of a type that it does not know for text. */
    static void checkTypes(String header, String value) throws BadManifestException {
        Matcher typed = TYPED.matcher(unquoted(value));
        while (typed.find()) {
            String element = typed.group(2);
            boolean known = TYPES.contains(typed.group(1)) && (element == null || TYPES.contains(element));
            if (!known) {
                throw new BadManifestException(header, "'" + typed.group() + "' has a type that is none");
            }
        }
    }
}
