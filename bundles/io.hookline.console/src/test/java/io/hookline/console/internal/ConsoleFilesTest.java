package io.hookline.console.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.admin.web.WebFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The files of the console: those of the tests, and those that the build made. */
class ConsoleFilesTest {

    private static final String PAGE = "<script src=\"ASSETS/app.js\"></script><!-- PRELOADS -->";
    private static final Path BUILT = Path.of("target", "classes", "web");
    /** The budget of a first load, compressed. */
    private static final int LARGEST_LOAD = 150_000;

    @Test
    void aPageNamesItsFilesByTheDigestOfAll() {
        ConsoleFiles files = ConsoleFiles.of(sources("one"));
        ConsoleFiles others = ConsoleFiles.of(sources("two"));
        String folder = folder(files);
        assertThat(folder).isNotEqualTo(folder(others)).isEqualTo(folder(ConsoleFiles.of(sources("one"))));
        assertThat(Objects.requireNonNull(files.at(folder + "/app.js")).immutable())
                .isTrue();
        assertThat(Objects.requireNonNull(files.at("")).immutable()).isFalse();
        assertThat(files.at("index.html")).isSameAs(files.at(""));
        assertThat(files.at("app.js")).isNull();
        assertThat(files.at(folder(others) + "/app.js")).isNull();
    }

    @Test
    void modulesAreLoadedAhead() {
        assertThat(text(ConsoleFiles.of(sources("one")).at("")))
                .containsPattern("<link rel=\"modulepreload\" href=\"/assets/[0-9a-f]{16}/core/api.js\" />")
                .doesNotContain("ASSETS");
    }

    @Test
    void textsAreCompressedAndTyped() throws IOException {
        ConsoleFiles files = ConsoleFiles.of(sources("one"));
        WebFile api = Objects.requireNonNull(files.at(folder(files) + "/core/api.js"));
        assertThat(api.type()).isEqualTo("text/javascript; charset=utf-8");
        byte[] gzip = Objects.requireNonNull(api.gzip());
        assertThat(gzip).hasSizeLessThan(api.content().length);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes())
                .isEqualTo(api.content());
        assertThat(Objects.requireNonNull(files.at(folder(files) + "/app.js")).gzip())
                .isNull();
    }

    @Test
    void aConsoleWithoutAPageIsRefused() {
        assertThatThrownBy(() -> ConsoleFiles.of(Map.of("app.js", new byte[0])))
                .hasMessage("the console has no index.html");
    }

    @Test
    void whatTheBuildMadeIsSmallAndWhole() throws IOException {
        Map<String, byte[]> built = built();
        assertThat(built)
                .containsKeys("lib/preact.js", "lib/preact-hooks.js", "lib/uplot.js", "lib/preact-LICENSE.txt");
        ConsoleFiles files = ConsoleFiles.of(built);
        String folder = folder(files);
        int load = 0;
        for (String path : built.keySet()) {
            WebFile file = path.equals("index.html") ? files.at("") : files.at(folder + "/" + path);
            byte[] content = Objects.requireNonNull(file).content();
            load += file.gzip() == null ? content.length : file.gzip().length;
        }
        assertThat(load).isLessThan(LARGEST_LOAD);
    }

    @Test
    void eachImportLeadsToAFile() throws IOException {
        Map<String, byte[]> built = built();
        Pattern imported = Pattern.compile("(?:from|import) ?['\"]([.a-z@][^'\" ,]*)['\"]");
        built.forEach((path, content) -> {
            Matcher matcher =
                    imported.matcher(path.endsWith(".js") && !path.equals("lib/uplot.js") ? text(content) : "");
            while (matcher.find()) {
                assertThat(matcher.group(1)).as(path).startsWith(".");
                Path target = Path.of(path).resolveSibling(matcher.group(1)).normalize();
                assertThat(built).as(path).containsKey(target.toString().replace('\\', '/'));
            }
        });
    }

    @Test
    void noFileNeedsWhatTheContentSecurityPolicyForbids() throws IOException {
        Map<String, byte[]> built = built();
        assertThat(text(built.get("index.html")))
                .doesNotContainPattern("<script(?![^>]*\\bsrc=)")
                .doesNotContain("<style", " style=", " onclick=");
        built.forEach((path, content) -> {
            boolean ours = !path.startsWith("lib/");
            if (path.endsWith(".js")) {
                assertNone(path, content, "\\beval\\(|new Function\\(");
            }
            if (ours && path.endsWith(".js")) {
                assertNone(path, content, "innerHTML|setAttribute\\(.style");
            }
            if (ours || path.endsWith(".css")) {
                assertNone(path, content, "['\"(]https?://(?!www\\.w3\\.org)");
            }
        });
    }

    private static void assertNone(String path, byte[] content, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text(content));
        assertThat(matcher.find() ? matcher.group() : "").as(path).isEmpty();
    }

    private static Map<String, byte[]> sources(String content) {
        return Map.of(
                "index.html", PAGE.getBytes(UTF_8),
                "app.js", content.getBytes(UTF_8),
                "core/api.js", "// the same words again and again\n".repeat(40).getBytes(UTF_8));
    }

    private static String folder(ConsoleFiles files) {
        Matcher matcher = Pattern.compile("/(assets/[0-9a-f]{16})/app.js").matcher(text(files.at("")));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static Map<String, byte[]> built() throws IOException {
        Map<String, byte[]> built = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(BUILT)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                built.put(BUILT.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
            }
        }
        return built;
    }

    private static String text(WebFile file) {
        return text(file.content());
    }

    private static String text(byte[] content) {
        return new String(content, UTF_8);
    }
}
