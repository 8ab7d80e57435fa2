package io.hookline.deploy.internal.verify;

import io.hookline.common.file.Sha256;
import io.hookline.common.text.Printable;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.Constants;

/**
 * Decides whether a jar is acceptable, without resolving or running anything of it.
 *
 * <p>A jar passes if it is within the limits, if every reader sees the same entries in it, if each entry unpacks to
 * what was declared, and if its manifest makes it a bundle. The jars on its Bundle-ClassPath have to pass too, but for
 * the manifest, and count into the same limits; jars within those are mere content.
 *
 * <p>May be called by any number of threads. It blocks for as long as it takes to unpack the jar. The file has to be a
 * private copy: a change of it afterwards would change what was verified.
 */
public final class JarVerifier {

    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private final JarLimits limits;
    private final Path scratchFolder;

    /** Holds jars against these limits, and unpacks nested jars in the system's folder for temporary files. */
    public JarVerifier(JarLimits limits) {
        this(limits, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * Holds jars against these limits.
     *
     * @param scratchFolder where nested jars are unpacked, one at a time, and deleted again
     */
    public JarVerifier(JarLimits limits, Path scratchFolder) {
        this.limits = limits;
        this.scratchFolder = scratchFolder;
    }

    /**
     * What is known of the jar once it has passed.
     *
     * @throws DeployRefusedException if it is refused; the message names the cause and the remedy
     */
    public JarFacts verify(Path file) throws DeployRefusedException {
        try {
            if (!Files.isRegularFile(file)) {
                throw unreadable("it is not a file");
            }
            UnpackBudget budget = new UnpackBudget(limits);
            try (ZipArchive jar = ZipArchive.check(file, JarLabel.OUTER, limits, budget)) {
                Map<String, String> headers = ManifestHeaders.parse(manifest(jar), JarLabel.OUTER);
                ManifestBounds.check(headers, JarLabel.OUTER);
                BundleIdentity identity = BundleIdentity.of(headers, JarLabel.OUTER);
                verifySupplements(jar);
                XmlBounds.check(jar, headers, JarLabel.OUTER);
                verifyNested(jar, headers, budget);
                return new JarFacts(
                        identity.symbolicName(), identity.version(), Sha256.of(file), Files.size(file), headers);
            }
        } catch (IOException e) {
            throw unreadable(e.toString());
        }
    }

    private byte[] manifest(ZipArchive jar) throws IOException, DeployRefusedException {
        CentralEntry entry = jar.entry(MANIFEST);
        if (entry == null) {
            throw JarLabel.OUTER.notABundle(
                    "it has no " + MANIFEST, "Build it as an OSGi bundle, for example with bnd.");
        }
        if (entry.bytes() > limits.manifestBytes()) {
            throw JarLabel.OUTER.tooLarge(
                    "its manifest has " + entry.bytes() + " bytes, and " + limits.manifestBytes() + " are allowed",
                    "Shorten the manifest, or raise the limit on it.");
        }
        return content(jar, entry);
    }

    /** What replaces headers of the manifest in a Multi-Release jar. */
    private void verifySupplements(ZipArchive jar) throws IOException, DeployRefusedException {
        for (String name : jar.names()) {
            CentralEntry entry = BundleManifest.SUPPLEMENT.matcher(name).matches() ? jar.entry(name) : null;
            if (entry == null) {
                continue;
            }
            if (entry.bytes() > limits.manifestBytes()) {
                throw JarLabel.OUTER.tooLarge(
                        name + " has " + entry.bytes() + " bytes, and " + limits.manifestBytes() + " are allowed",
                        "Shorten it, or raise the limit on the manifest.");
            }
            ManifestBounds.check(ManifestHeaders.parse(content(jar, entry), JarLabel.OUTER), JarLabel.OUTER);
        }
    }

    private static byte[] content(ZipArchive jar, CentralEntry entry) throws IOException, DeployRefusedException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        jar.unpack(entry, (chunk, count, entryBytes) -> content.write(chunk, 0, count));
        return content.toByteArray();
    }

    private void verifyNested(ZipArchive jar, Map<String, String> headers, UnpackBudget budget)
            throws IOException, DeployRefusedException {
        Set<String> paths =
                new LinkedHashSet<>(HeaderParts.paths(headers.getOrDefault(Constants.BUNDLE_CLASSPATH, ".")));
        for (String path : paths) {
            // What is not there, or a folder, is an ordinary part of a class path.
            CentralEntry entry = jar.entry(path);
            if (entry != null && !entry.isDirectory()) {
                verifyNested(jar, entry, budget);
            }
        }
    }

    private void verifyNested(ZipArchive jar, CentralEntry entry, UnpackBudget budget)
            throws IOException, DeployRefusedException {
        JarLabel label = JarLabel.nested(entry.name());
        Path copy = scratchFile(label);
        try {
            copy(jar, entry, copy, label);
            ZipArchive.check(copy, label, limits, budget).close();
        } finally {
            Files.delete(copy);
        }
    }

    private Path scratchFile(JarLabel label) throws DeployRefusedException {
        try {
            return Files.createTempFile(scratchFolder, "nested", ".jar");
        } catch (IOException e) {
            throw noScratchSpace(label, e);
        }
    }

    private void copy(ZipArchive jar, CentralEntry entry, Path copy, JarLabel label) throws DeployRefusedException {
        try (OutputStream out = Files.newOutputStream(copy)) {
            jar.unpack(entry, (chunk, count, entryBytes) -> out.write(chunk, 0, count));
        } catch (IOException e) {
            throw noScratchSpace(label, e);
        }
    }

    private static DeployRefusedException unreadable(String cause) {
        return new DeployRefusedException(
                DeployRefusal.UNREADABLE,
                "The jar cannot be read: " + Printable.excerpt(cause)
                        + ". Check that it is there and that its permissions allow reading it.");
    }

    private DeployRefusedException noScratchSpace(JarLabel label, IOException e) {
        return new DeployRefusedException(
                DeployRefusal.STORE_FAILED,
                label.name() + " cannot be unpacked to be verified: " + Printable.excerpt(e.toString())
                        + ". Make room in " + Printable.quoted(scratchFolder.toString())
                        + ", and let it be written to.");
    }
}
