package io.hookline.deploy.internal.verify;

import static io.hookline.deploy.internal.verify.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.deploy.DeployRefusal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Manifests and descriptions within the limit on bytes that would exhaust the memory or the stack of their readers. */
class ManifestBoundsTest {

    private static final String NESTED = "(&".repeat(20_000) + "(a=1)" + ")".repeat(20_000);

    @TempDir
    private Path folder;

    @Test
    void aFilterThatIsNestedTooDeep() {
        Path jar = bundle("Require-Capability: io.x;filter:=\"" + NESTED + "\"");
        assertRefused(jar, DeployRefusal.TOO_LARGE, "Require-Capability has 20001 conditions in one filter", "256");
    }

    @Test
    void moreCapabilitiesThanTheResolverTakes() {
        String capabilities = String.join(",", Collections.nCopies(45_000, "io.x"));
        Path jar = bundle("Provide-Capability: " + capabilities);
        assertRefused(jar, DeployRefusal.TOO_LARGE, "Provide-Capability has 45000 clauses, and 4000 are allowed");
    }

    @Test
    void aClauseOfManyNames() {
        Path jar = bundle("Export-Package: " + String.join(";", Collections.nCopies(30_000, "io.x")));
        assertRefused(jar, DeployRefusal.TOO_LARGE, "Export-Package has 30000 names, attributes and directives");
    }

    @Test
    void aSupplementForOneVersionOfJavaIsBoundedToo() {
        Path jar = ZipDraft.bundleWithHeader("Multi-Release: true")
                .add(
                        "META-INF/versions/9/OSGI-INF/MANIFEST.MF",
                        ("Manifest-Version: 1.0\r\n" + wrapped("Require-Capability: io.x;filter:=\"" + NESTED + "\""))
                                .getBytes(StandardCharsets.UTF_8))
                .write(folder);
        assertRefused(jar, DeployRefusal.TOO_LARGE, "Require-Capability has 20001 conditions");
    }

    @Test
    void aSupplementReplacesImportsAndRequirements() throws Exception {
        Path jar = ZipDraft.bundleWithHeader("Multi-Release: true\r\nImport-Package: io.old\r\nExport-Package: io.kept")
                .add(
                        "META-INF/versions/11/OSGI-INF/MANIFEST.MF",
                        "Manifest-Version: 1.0\r\nImport-Package: io.new\r\nExport-Package: io.ignored\r\n"
                                .getBytes(StandardCharsets.UTF_8))
                .write(folder);
        try (JarFile file = new JarFile(jar.toFile())) {
            assertThat(BundleManifest.read(file, 17))
                    .containsEntry("Import-Package", "io.new")
                    .containsEntry("Export-Package", "io.kept");
            assertThat(BundleManifest.read(file, 9)).containsEntry("Import-Package", "io.old");
        }
    }

    @Test
    void descriptionsThatAreNestedTooDeepOrTooLarge() {
        assertRefused(
                xml("OSGI-INF/metatype/deep.xml", "<a>".repeat(65) + "</a>".repeat(65)),
                DeployRefusal.TOO_LARGE,
                "'OSGI-INF/metatype/deep.xml' is nested deeper than 64 elements");
        assertRefused(
                xml("OSGI-INF/wide.xml", "<a>" + "<b/>".repeat(20_000) + "</a>"),
                DeployRefusal.TOO_LARGE,
                "'OSGI-INF/wide.xml' has more than 20000 elements");
        assertRefused(
                xml("OSGI-INF/long.xml", "<a>" + " ".repeat(1 << 20) + "</a>"),
                DeployRefusal.TOO_LARGE,
                "'OSGI-INF/long.xml' has 1048583 bytes, and 1048576 are allowed");
        assertRefused(
                ZipDraft.bundleWithHeader("Service-Component: other/deep.xml")
                        .add("other/deep.xml", ("<a>".repeat(65) + "</a>".repeat(65)).getBytes(StandardCharsets.UTF_8))
                        .write(folder),
                DeployRefusal.TOO_LARGE,
                "'other/deep.xml' is nested deeper");
    }

    @Test
    void aDocumentTypeIsRefused() {
        assertRefused(
                xml("OSGI-INF/type.xml", "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"),
                DeployRefusal.NOT_A_BUNDLE,
                "'OSGI-INF/type.xml' has a document type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(((((", "OSGI-INF/[.xml", "*************************************************x"})
    void aPathIsNotReadAsARegularExpression(String path) throws Exception {
        Path jar = ZipDraft.bundleWithHeader("Service-Component: " + path)
                .add("OSGI-INF/" + "a".repeat(200) + ".xml", "<a/>".getBytes(StandardCharsets.UTF_8))
                .write(folder);
        assertThat(new JarVerifier(JarLimits.DEFAULTS).verify(jar).headers()).containsKey("Service-Component");
    }

    @Test
    void wildcardsStandForNamesInOneFolder() {
        List<String> entries = List.of("OSGI-INF/a.xml", "OSGI-INF/b.txt", "OSGI-INF/sub/c.xml");
        assertThat(ComponentPaths.of("OSGI-INF/*.xml, OSGI-INF/a.xml,x.xml", entries))
                .containsExactly("OSGI-INF/a.xml", "x.xml");
    }

    @Test
    void anOrdinaryManifestPasses() throws Exception {
        Map<String, String> headers = new TreeMap<>();
        headers.put("Import-Package", String.join(",", Collections.nCopies(1_500, "io.x;version=\"[1.0,2)\"")));
        headers.put("Require-Capability", "io.x;filter:=\"(&(a=1)(|(b=2)(!(c=3))))\"");
        ManifestBounds.check(headers, JarLabel.OUTER);
        assertThat(ManifestBounds.conditions("(&(a=1)(|(b=2)(!(c=3))))")).isEqualTo(6);
    }

    private Path bundle(String header) {
        return ZipDraft.bundleWithHeader(wrapped(header).strip()).write(folder);
    }

    private Path xml(String name, String content) {
        return ZipDraft.bundle()
                .add(name, content.getBytes(StandardCharsets.UTF_8))
                .write(folder);
    }

    /** A header in lines as long as the JDK reads them. */
    private static String wrapped(String header) {
        StringBuilder lines = new StringBuilder();
        for (int at = 0; at < header.length(); at += 60) {
            lines.append(at == 0 ? "" : " ")
                    .append(header, at, Math.min(header.length(), at + 60))
                    .append("\r\n");
        }
        return lines.toString();
    }
}
