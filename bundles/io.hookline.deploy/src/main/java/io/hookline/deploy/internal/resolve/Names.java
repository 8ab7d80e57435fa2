package io.hookline.deploy.internal.resolve;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.IdentityNamespace;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.resource.Capability;
import org.osgi.resource.Resource;

/** What an operator calls bundles: {@code io.x 1.2.0}, and {@code io.x 1.2.0 (bundle 12)} once it is installed. */
final class Names {

    private Names() {}

    static String of(Resource resource) {
        return symbolicName(resource) + " " + version(resource);
    }

    /** With the bundle's number, if it has one. */
    static String full(Resource resource) {
        return resource instanceof BundleRevision revision
                ? of(resource) + " (bundle " + revision.getBundle().getBundleId() + ")"
                : of(resource);
    }

    static String symbolicName(Resource resource) {
        return String.valueOf(identity(resource).get(IdentityNamespace.IDENTITY_NAMESPACE));
    }

    static Version version(Resource resource) {
        Object version = identity(resource).get(IdentityNamespace.CAPABILITY_VERSION_ATTRIBUTE);
        return version instanceof Version known ? known : Version.emptyVersion;
    }

    static boolean isSingleton(Resource resource) {
        return resource.getCapabilities(IdentityNamespace.IDENTITY_NAMESPACE).stream()
                .anyMatch(capability -> "true"
                        .equals(capability.getDirectives().get(IdentityNamespace.CAPABILITY_SINGLETON_DIRECTIVE)));
    }

    static String list(List<String> parts) {
        return parts.stream().distinct().collect(Collectors.joining(", "));
    }

    private static Map<String, Object> identity(Resource resource) {
        List<Capability> identities = resource.getCapabilities(IdentityNamespace.IDENTITY_NAMESPACE);
        return identities.isEmpty()
                ? Map.of()
                : Objects.requireNonNull(identities.get(0)).getAttributes();
    }
}
