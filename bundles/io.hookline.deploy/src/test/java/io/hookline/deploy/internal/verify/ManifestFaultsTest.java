package io.hookline.deploy.internal.verify;

import static io.hookline.deploy.internal.verify.Refusals.assertRefused;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.deploy.DeployRefusal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Version;

/** Manifests that make no plugin, or that readers understand differently. */
class ManifestFaultsTest {

    @TempDir
    private Path folder;

    @Test
    void noManifest() {
        Path jar = new ZipDraft().add("a", "x").write(folder);
        Path empty = new ZipDraft().write(folder);

        assertRefused(jar, DeployRefusal.NOT_A_BUNDLE, "is not a plugin: it has no META-INF/MANIFEST.MF", "with bnd");
        assertRefused(empty, DeployRefusal.NOT_A_BUNDLE, "it has no META-INF/MANIFEST.MF");
    }

    @Test
    void manifestInAnotherCaseIsNone() {
        Path jar = new ZipDraft().add("meta-inf/manifest.mf", ZipDraft.MANIFEST).write(folder);

        assertRefused(jar, DeployRefusal.NOT_A_BUNDLE, "it has no META-INF/MANIFEST.MF");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no header | the line 'no header' is no header",
                "Name:x | 'Name:x' is no header",
                "Na me: x | 'Na me: x' is no header",
                ": x | ': x' is no header",
                "Bundle-Name: a^Bundle-Name: b | its header Bundle-Name is there twice",
                "Bundle-Name: a^bundle-NAME: b | its header bundle-NAME is there twice",
                "Bundle-Name: a\u0000b | control character, 'a\\u0000b'",
                "Bundle-Name: a\u001b[2J | control character, 'a\\u001B[2J'",
                "Bundle-Name: a\rBundle-Vendor: b | carriage return alone",
                "A: b^^ continued: c | the JDK cannot read it",
                "A: b^^no section | the JDK cannot read it",
            })
    void unparsable(String header, String words) {
        Path jar = ZipDraft.bundleWithHeader(header.replace('^', '\n')).write(folder);

        assertRefused(jar, DeployRefusal.NOT_A_BUNDLE, "its manifest cannot be read", words, "Let bnd or Maven write");
    }

    @Test
    void headerNameTooLong() {
        Path jar = ZipDraft.bundleWithHeader("X".repeat(71) + ": y").write(folder);

        assertRefused(jar, DeployRefusal.NOT_A_BUNDLE, "is no header");
    }

    @Test
    void beginsWithAContinuation() {
        Path jar = ZipDraft.bundle(" x: y\n" + ZipDraft.MANIFEST).write(folder);

        assertRefused(jar, DeployRefusal.NOT_A_BUNDLE, "it begins with a continuation line");
    }

    @Test
    void lastLineWithoutEnd() {
        Path jar = ZipDraft.bundle(ZipDraft.MANIFEST.stripTrailing()).write(folder);

        assertRefused(jar, DeployRefusal.NOT_A_BUNDLE, "its last line does not end with a line feed");
    }

    @Test
    void notInUtf8() {
        byte[] manifest = (ZipDraft.MANIFEST.stripTrailing() + "\nBundle-Name: \u00e4\n\n").getBytes(ISO_8859_1);
        Path jar = new ZipDraft().add("META-INF/MANIFEST.MF", manifest).write(folder);

        assertRefused(jar, DeployRefusal.NOT_A_BUNDLE, "'Bundle-Name: ä' is not in UTF-8");
    }

    @Test
    void beginsWithAByteOrderMark() {
        Path jar = ZipDraft.bundle("\ufeff" + ZipDraft.MANIFEST).write(folder);

        assertRefused(jar, DeployRefusal.NOT_A_BUNDLE, "'\\uFEFFManifest-Version: 1.0' is no header");
    }

    @Test
    void headersBehindABlankLineDoNotCount() {
        Path jar = ZipDraft.bundle("\n" + ZipDraft.MANIFEST).write(folder);

        assertRefused(jar, DeployRefusal.NOT_A_BUNDLE, "is not a plugin");
    }

    @Test
    void longManifestOfTinyLinesIsReadInOneGo() throws Exception {
        Path jar = ZipDraft.bundleWithHeader("X: " + "\n x".repeat(300_000)).write(folder);

        assertThat(new JarVerifier(JarLimits.DEFAULTS).verify(jar).headers().get("X"))
                .isEqualTo("x".repeat(300_000));
    }

    @Test
    void understandsCarriageReturnsContinuationsAndSections() throws Exception {
        String manifest = (ZipDraft.MANIFEST.stripTrailing() + "\nBundle-Name: The na\n me\n\nName: a\nX: y\n\n")
                .replace("\n", "\r\n");

        JarFacts facts = new JarVerifier(JarLimits.DEFAULTS)
                .verify(ZipDraft.bundle(manifest).write(folder));

        assertThat(facts.headers()).hasSize(5).containsEntry("Bundle-Name", "The name");
    }

    @Test
    void understandsACharacterOverTwoLines() throws Exception {
        byte[] head = (ZipDraft.MANIFEST.stripTrailing() + "\nBundle-Name: ").getBytes(UTF_8);
        byte[] euro = {(byte) 0xe2, (byte) 0x82, '\n', ' ', (byte) 0xac, '\n', '\n'};
        byte[] manifest = new byte[head.length + euro.length];
        System.arraycopy(head, 0, manifest, 0, head.length);
        System.arraycopy(euro, 0, manifest, head.length, euro.length);
        Path jar = new ZipDraft().add("META-INF/MANIFEST.MF", manifest).write(folder);

        assertThat(new JarVerifier(JarLimits.DEFAULTS).verify(jar).headers()).containsEntry("Bundle-Name", "€");
    }

    @Test
    void noSymbolicName() {
        Path jar = ZipDraft.bundle("Manifest-Version: 1.0\n\n").write(folder);

        assertRefused(jar, DeployRefusal.NOT_A_BUNDLE, "has no Bundle-SymbolicName", "Build it as an OSGi bundle");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "..",
                "a..b",
                ".a",
                "a.",
                "a b",
                "a/b",
                "../a",
                "ä",
                "a,b",
                "a;",
                "a;x",
                ";singleton:=true",
                "${name}"
            })
    void badSymbolicName(String name) {
        Path jar = ZipDraft.bundle(ZipDraft.MANIFEST.replace("com.acme.orders", name))
                .write(folder);

        assertRefused(jar, DeployRefusal.NOT_A_BUNDLE, "its Bundle-SymbolicName '" + name + "' is not well-formed");
    }

    @Test
    void symbolicNameTooLong() {
        Path jar = ZipDraft.bundle(ZipDraft.MANIFEST.replace("com.acme.orders", "a".repeat(201)))
                .write(folder);

        assertRefused(jar, DeployRefusal.NOT_A_BUNDLE, "is not well-formed", "at most 200 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.x", "1.2.3.4.5", "-1", "1.2.3.a b", "${version}", "1..2", "99999999999"})
    void badVersion(String version) {
        Path jar = ZipDraft.bundle(ZipDraft.MANIFEST.replace("1.2.3", version)).write(folder);

        assertRefused(
                jar, DeployRefusal.NOT_A_BUNDLE, "its Bundle-Version '" + version + "' is not well-formed", "1.4.0");
    }

    @Test
    void goodVersion() throws Exception {
        Path jar = ZipDraft.bundle(ZipDraft.MANIFEST.replace("1.2.3", "1.2.3.RC-1_a"))
                .write(folder);

        assertThat(new JarVerifier(JarLimits.DEFAULTS).verify(jar).version())
                .isEqualTo(Version.valueOf("1.2.3.RC-1_a"));
    }

    @Test
    void fragment() {
        Path jar = ZipDraft.bundleWithHeader("Fragment-Host: system.bundle;extension:=framework")
                .write(folder);

        assertRefused(jar, DeployRefusal.NOT_A_BUNDLE, "it is a fragment of 'system.bundle;", "without Fragment-Host");
    }

    @ParameterizedTest
    @CsvSource({
        "Bundle-ManifestVersion: 1, its Bundle-ManifestVersion is '1'",
        "Bundle-ManifestVersion: 3, its Bundle-ManifestVersion is '3'",
        "X: y, its manifest has no Bundle-ManifestVersion"
    })
    void otherManifestVersion(String header, String words) {
        Path jar = ZipDraft.bundle(ZipDraft.MANIFEST.replace("Bundle-ManifestVersion: 2", header))
                .write(folder);

        assertRefused(jar, DeployRefusal.NOT_A_BUNDLE, words, "Set it to 2");
    }
}
