package io.hookline.deploy.internal.verify;

import static io.hookline.deploy.internal.verify.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hookline.deploy.DeployRefusal;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Version;

/** What passes, and what is known of it then. */
class JarVerifierTest {

    private final JarVerifier verifier = new JarVerifier(JarLimits.DEFAULTS);

    @TempDir
    private Path folder;

    @Test
    void tellsNameVersionDigestSizeAndHeaders() throws Exception {
        Path jar = ZipDraft.bundleWithHeader("Bundle-Name: Orders").write(folder);

        JarFacts facts = verifier.verify(jar);

        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
        assertThat(facts.symbolicName()).isEqualTo("com.acme.orders");
        assertThat(facts.version()).isEqualTo(new Version(1, 2, 3));
        assertThat(facts.sha256()).isEqualTo(HexFormat.of().formatHex(digest));
        assertThat(facts.size()).isEqualTo(Files.size(jar));
        assertThat(facts.headers()).hasSize(5).containsEntry("bundle-name", "Orders");
        assertThat(facts.headers()).isUnmodifiable();
    }

    @Test
    void acceptsWhatTheJdkWrites() throws Exception {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", "com.acme.orders;singleton:=true");
        main.putValue("Bundle-Description", "ä€😀".repeat(60));
        main.putValue("Multi-Release", "true");
        Path jar = folder.resolve("jdk.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out, manifest)) {
            zip.setComment("made by hand");
            for (String name : new String[] {
                "com/",
                "com/acme/",
                "com/acme/A.class",
                "com/acme/a.class",
                "META-INF/versions/17/com/acme/A.class",
                "META-INF/LICENSE",
                "META-INF/license/x.txt",
                "empty",
                "ünïcode.txt"
            }) {
                zip.putNextEntry(new ZipEntry(name));
                if (!name.endsWith("/") && !name.equals("empty")) {
                    zip.write(name.repeat(9_000).getBytes(StandardCharsets.UTF_8));
                }
                zip.closeEntry();
            }
        }

        JarFacts facts = verifier.verify(jar);

        assertThat(facts.symbolicName()).isEqualTo("com.acme.orders");
        assertThat(facts.version()).isEqualTo(Version.emptyVersion);
        assertThat(facts.headers()).containsEntry("Bundle-Description", "ä€😀".repeat(60));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void acceptsSizesBehindTheData(boolean withSignature) throws Exception {
        Path jar = ZipDraft.bundle()
                .add("a", "content".getBytes(StandardCharsets.UTF_8), entry -> entry.describeBehind(withSignature))
                .add("b", "more")
                .write(folder);

        assertThat(verifier.verify(jar).symbolicName()).isEqualTo("com.acme.orders");
    }

    @Test
    void acceptsStoredEntriesAndAComment() throws Exception {
        byte[] content = "content".getBytes(StandardCharsets.UTF_8);
        Path jar = ZipDraft.bundle()
                .add("a", content, entry -> entry.store(content))
                .with(draft -> draft.comment = content)
                .write(folder);

        assertThat(verifier.verify(jar).symbolicName()).isEqualTo("com.acme.orders");
    }

    @Test
    void acceptsJarsOnTheClassPathAndWhatIsNotThere() throws Exception {
        byte[] nested = new ZipDraft().add("x.txt", "x").bytes();
        Path jar = ZipDraft.bundleWithHeader(
                        "Bundle-ClassPath: .,/lib/a.jar;lib/b.jar;x=\"1,2\",gone.jar,classes/,classes")
                .add("lib/a.jar", nested)
                .add("lib/b.jar", nested, entry -> entry.store(nested))
                .add("classes/", "")
                .write(folder);

        assertThat(verifier.verify(jar).symbolicName()).isEqualTo("com.acme.orders");
    }

    @Test
    void looksIntoEveryJarOnTheClassPath() {
        byte[] nested = new ZipDraft().add("../x", "x").bytes();
        for (String path :
                new String[] {"lib/a.jar", "/lib/a.jar", ".,lib/a.jar", "lib/b.jar;lib/a.jar;x=1", "\"lib/a.jar\""}) {
            Path jar = ZipDraft.bundleWithHeader("Bundle-ClassPath: " + path)
                    .add("lib/a.jar", nested)
                    .write(folder);

            assertRefused(jar, DeployRefusal.UNSAFE_NAMES, "The nested jar 'lib/a.jar' has unsafe names", "'../x'");
        }
    }

    @Test
    void leavesOtherNestedJarsAlone() throws Exception {
        Path jar = ZipDraft.bundle().add("data/broken.jar", "no zip").write(folder);

        assertThat(verifier.verify(jar).symbolicName()).isEqualTo("com.acme.orders");
    }

    @Test
    void refusesABrokenOrEmptyJarOnTheClassPath() {
        ZipDraft broken = ZipDraft.bundleWithHeader("Bundle-ClassPath: lib.jar").add("lib.jar", "no zip");
        ZipDraft empty = ZipDraft.bundleWithHeader("Bundle-ClassPath: lib.jar").add("lib.jar", "");

        assertRefused(broken.write(folder), DeployRefusal.DAMAGED, "The nested jar 'lib.jar' is damaged", "no zip");
        assertRefused(empty.write(folder), DeployRefusal.EMPTY, "The nested jar 'lib.jar' is empty");
    }

    @Test
    void leavesNoScratchFilesBehind() throws Exception {
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        JarVerifier scratching = new JarVerifier(JarLimits.DEFAULTS, scratch);
        byte[] nested = new ZipDraft().add("x", "x").bytes();
        Path good = withNested(nested);
        Path bad = withNested("no zip".getBytes(StandardCharsets.UTF_8));

        assertThat(scratching.verify(good).symbolicName()).isEqualTo("com.acme.orders");
        assertRefused(() -> scratching.verify(bad), DeployRefusal.DAMAGED, "nested");

        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void refusesANestedJarThatItCannotUnpack() {
        JarVerifier scratching = new JarVerifier(JarLimits.DEFAULTS, folder.resolve("gone"));
        Path jar = withNested(new ZipDraft().add("x", "x").bytes());

        assertRefused(
                () -> scratching.verify(jar),
                DeployRefusal.STORE_FAILED,
                "The nested jar 'lib.jar' cannot be unpacked",
                "Make room in");
    }

    @Test
    void refusesWhatCannotBeRead() {
        assertRefused(folder.resolve("gone.jar"), DeployRefusal.UNREADABLE, "cannot be read", "Check that it is there");
        assertRefused(folder, DeployRefusal.UNREADABLE, "it is not a file");
    }

    @Test
    void refusesLimitsThatMakeNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JarLimits(1, 1, 65_535, 1, 1, 1, 1))
                .withMessageContaining("entries must be between 1 and 65534");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JarLimits(0, 1, 1, 1, 1, 1, 1))
                .withMessageContaining("packedBytes");
    }

    private Path withNested(byte[] nested) {
        return ZipDraft.bundleWithHeader("Bundle-ClassPath: lib.jar")
                .add("lib.jar", nested)
                .write(folder);
    }
}
