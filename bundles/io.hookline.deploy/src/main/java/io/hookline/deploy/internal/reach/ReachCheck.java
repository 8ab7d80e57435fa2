package io.hookline.deploy.internal.reach;

import aQute.bnd.header.Attrs;
import aQute.bnd.header.OSGiHeader;
import aQute.bnd.osgi.Processor;
import io.hookline.api.hook.HookProperties;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.internal.verify.BundleManifest;
import io.hookline.deploy.internal.verify.DeclaredComponent;
import io.hookline.deploy.internal.verify.DeclaredComponents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/**
 * Refuses a jar that would change the product, as far as its manifest and its component descriptions show it. Safe for
 * use by many threads.
 */
public final class ReachCheck {

    private static final String URL_SERVICE = "org.osgi.service.url";
    private static final Set<String> SYSTEM_BUNDLES =
            Set.of(Constants.SYSTEM_BUNDLE_SYMBOLICNAME, "org.apache.felix.framework");

    private final BundleContext context;
    private final FrameworkBundles bundles;
    private final FrameworkAccess access;

    /** Judges by the bundles of the product, and lets through what the operator allows. */
    public ReachCheck(BundleContext context, FrameworkBundles bundles, FrameworkAccess access) {
        this.context = context;
        this.bundles = bundles;
        this.access = access;
    }

    /**
     * Checks a verified jar.
     *
     * @param plugin its symbolic name
     * @param label its name and version, for messages
     * @throws DeployRefusedException if it reaches too far; the message names what and the remedy
     * @throws IOException if it cannot be read
     */
    public void check(Path jar, String plugin, String label) throws DeployRefusedException, IOException {
        Map<String, String> headers = BundleManifest.read(jar);
        checkExports(headers, label);
        if (access.isAllowed(plugin)) {
            return;
        }
        List<String> reaches = new ArrayList<>(imports(headers));
        Set<String> own = ownScopes(plugin, headers);
        for (DeclaredComponent component : DeclaredComponents.of(jar)) {
            ReservedServices.reach(component.provides(), component.values(ReservedServices.COMMAND_SCOPE), own)
                    .ifPresent(reaches::add);
        }
        if (!reaches.isEmpty()) {
            throw FrameworkAccess.refusal(plugin, label, reaches);
        }
    }

    private void checkExports(Map<String, String> headers, String label) throws DeployRefusedException {
        Map<String, String> uses = ProductPackages.of(context, bundles);
        List<String> details = new ArrayList<>();
        String first = null;
        for (String name : clauses(headers, Constants.EXPORT_PACKAGE).keySet()) {
            String exported = Processor.removeDuplicateMarker(name);
            String use = uses.get(exported);
            if (use == null && exported.startsWith("java.")) {
                use = "the JDK exports it";
            }
            if (use != null) {
                first = first == null ? exported : first;
                details.add("it exports package " + exported + ": " + use);
            }
        }
        if (first != null) {
            details.add("to fix it: import the package instead, or take it out of Export-Package and keep it private");
            throw new DeployRefusedException(
                    DeployRefusal.PRODUCT_PACKAGE,
                    label + " exports package " + first + ", which belongs to the product: bundles of the product"
                            + " could be wired to the plugin. Take it out of Export-Package, or import it",
                    details);
        }
    }

    private static List<String> imports(Map<String, String> headers) {
        List<String> reaches = new ArrayList<>();
        for (Map.Entry<String, Attrs> wanted :
                clauses(headers, Constants.IMPORT_PACKAGE).entrySet()) {
            String name = Processor.removeDuplicateMarker(wanted.getKey());
            // An optional import of them is left unwired.
            boolean optional =
                    Constants.RESOLUTION_OPTIONAL.equals(wanted.getValue().get(Constants.RESOLUTION_DIRECTIVE + ":"));
            if (!optional && isReserved(name)) {
                reaches.add("it imports package " + name);
            }
        }
        for (String wanted : clauses(headers, Constants.REQUIRE_BUNDLE).keySet()) {
            String name = Processor.removeDuplicateMarker(wanted);
            if (SYSTEM_BUNDLES.contains(name)) {
                reaches.add("it requires the bundle " + name + ", with all packages of the framework");
            }
        }
        return reaches;
    }

    /** Whether a package serves to change the framework, so that plugins do not get it. */
    static boolean isReserved(String name) {
        return (name + ".").startsWith(ReservedServices.HOOKS) || name.equals(URL_SERVICE);
    }

    /** The scopes in which a plugin may offer commands: its symbolic name, and its ids. */
    private static Set<String> ownScopes(String plugin, Map<String, String> headers) {
        Set<String> own = new HashSet<>(Set.of(plugin));
        clauses(headers, Constants.PROVIDE_CAPABILITY).forEach((namespace, attributes) -> {
            if (Processor.removeDuplicateMarker(namespace).equals(HookProperties.PLUGIN_NAMESPACE)) {
                Optional.ofNullable(attributes.get(HookProperties.PLUGIN_NAMESPACE))
                        .ifPresent(own::add);
            }
        });
        return own;
    }

    private static Map<String, Attrs> clauses(Map<String, String> headers, String name) {
        String header = headers.get(name);
        return header == null ? Map.of() : OSGiHeader.parseHeader(header);
    }
}
