package io.hookline.deploy.internal.verify;

import io.hookline.common.text.Printable;
import io.hookline.deploy.DeployRefusedException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/** The name and version under which a manifest makes its jar a plugin. */
record BundleIdentity(String symbolicName, Version version) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
    // It names files, and few file systems take more.
    private static final int MOST_NAME_CHARACTERS = 200;

    static BundleIdentity of(Map<String, String> headers, JarLabel label) throws DeployRefusedException {
        String symbolicName = symbolicName(headers, label);
        String manifestVersion = headers.get(Constants.BUNDLE_MANIFESTVERSION);
        if (manifestVersion == null || !manifestVersion.trim().equals("2")) {
            throw label.notABundle(
                    manifestVersion == null
                            ? "its manifest has no Bundle-ManifestVersion"
                            : "its Bundle-ManifestVersion is " + Printable.quoted(manifestVersion),
                    "Set it to 2, or let bnd write the manifest.");
        }
        String host = headers.get(Constants.FRAGMENT_HOST);
        if (host != null) {
            throw label.notABundle(
                    "it is a fragment of " + Printable.quoted(host) + ", and fragments have no life of their own",
                    "Make it a bundle without Fragment-Host, or build its content into its host.");
        }
        return new BundleIdentity(symbolicName, version(headers, label));
    }

    private static String symbolicName(Map<String, String> headers, JarLabel label) throws DeployRefusedException {
        String header = headers.get(Constants.BUNDLE_SYMBOLICNAME);
        if (header == null) {
            throw label.notABundle(
                    "its manifest has no Bundle-SymbolicName", "Build it as an OSGi bundle, for example with bnd.");
        }
        List<String> parts = HeaderParts.split(header, ';');
        String name = parts.get(0);
        boolean named =
                name.length() <= MOST_NAME_CHARACTERS && NAME.matcher(name).matches();
        boolean parameters = parts.stream().skip(1).allMatch(part -> part.indexOf('=') > 0);
        if (!named || !parameters || HeaderParts.split(header, ',').size() > 1) {
            throw label.notABundle(
                    "its Bundle-SymbolicName " + Printable.quoted(header) + " is not well-formed",
                    "Use letters, digits, '_' and '-' between dots, at most " + MOST_NAME_CHARACTERS
                            + " characters, like com.acme.orders.");
        }
        return name;
    }

    private static Version version(Map<String, String> headers, JarLabel label) throws DeployRefusedException {
        String header = headers.get(Constants.BUNDLE_VERSION);
        if (header == null) {
            return Version.emptyVersion;
        }
        try {
            // The framework takes an empty version for none; it is rather one that the build forgot to fill in.
            if (!header.isBlank()) {
                return Version.parseVersion(header);
            }
        } catch (IllegalArgumentException e) {
            // Refused below, with the version in words that do not depend on the framework's.
        }
        throw label.notABundle(
                "its Bundle-Version " + Printable.quoted(header) + " is not well-formed",
                "Write it as major.minor.micro.qualifier, like 1.4.0.");
    }
}
