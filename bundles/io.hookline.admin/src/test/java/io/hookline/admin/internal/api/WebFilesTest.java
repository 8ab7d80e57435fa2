package io.hookline.admin.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.admin.web.WebContent;
import io.hookline.admin.web.WebFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Static files of bundles, and what browsers are told about them. */
final class WebFilesTest {

    @TempDir
    private Path folder;

    private AdminHarness admin;

    @BeforeEach
    void listen() throws IOException {
        admin = new AdminHarness(folder);
    }

    @AfterEach
    void close() {
        admin.close();
    }

    private static WebContent of(String text, boolean immutable, boolean framed) {
        return path -> path.equals("missing")
                ? null
                : new WebFile("text/html; charset=utf-8", bytes(text + path), bytes("packed"), immutable, framed);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void theLongestPrefixAnswersAndGoesWithItsBundle() throws Exception {
        assertThat(admin.get("/", "").text()).contains("The console is not installed");
        WebContent panel = of("panel ", true, true);
        admin.files.add(of("root ", false, false), Map.of(WebContent.PREFIX, "/"));
        admin.files.add(panel, Map.of(WebContent.PREFIX, "/panels/x/"));
        admin.files.add(of("no ", false, false), Map.of(WebContent.PREFIX, "/v1/x/"));
        assertThat(admin.get("/a/b.js", "").text()).isEqualTo("root a/b.js");
        assertThat(admin.get("/panels/x/p", "").text()).isEqualTo("panel p");
        assertThat(admin.get("/v1/x/y", "").status()).isEqualTo(401);
        assertThat(admin.get("/missing", "").status()).isEqualTo(404);
        admin.files.remove(panel);
        assertThat(admin.get("/panels/x/p", "").text()).isEqualTo("root panels/x/p");
    }

    @Test
    void browsersAreToldWhatAPageMayNot() throws Exception {
        admin.files.add(of("root", false, false), Map.of(WebContent.PREFIX, "/"));
        admin.files.add(of("panel", true, true), Map.of(WebContent.PREFIX, "/panels/"));
        HttpAnswer page = admin.get("/", "");
        assertThat(page.header("content-security-policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "sandbox");
        assertThat(page.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(page.header("cache-control")).isEqualTo("no-cache");
        HttpAnswer panel = admin.get("/panels/", "");
        assertThat(panel.header("content-security-policy"))
                .contains(
                        "default-src 'none'", "form-action 'none'", "frame-ancestors 'self'", "; sandbox allow-scripts")
                .doesNotContain("connect-src", "frame-src", "img-src 'self'");
        assertThat(panel.header("x-dns-prefetch-control")).isEqualTo("off");
        assertThat(panel.header("cache-control")).contains("immutable");
        HttpAnswer data = admin.get("/v1/status", "");
        assertThat(data.header("cache-control")).isEqualTo("no-store");
        assertThat(data.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(data.header("content-security-policy")).contains("default-src 'none'");
    }

    @Test
    void aFileIsPackedForThoseWhoTakeThatAndNotSentTwice() throws Exception {
        admin.files.add(of("root", false, false), Map.of(WebContent.PREFIX, "/"));
        HttpAnswer packed = admin.get("/", "Accept-Encoding: br, gzip\r\n");
        assertThat(packed.text()).isEqualTo("packed");
        assertThat(packed.header("content-encoding")).isEqualTo("gzip");
        HttpAnswer again = admin.get("/", "Accept-Encoding: gzip\r\nIf-None-Match: " + packed.header("etag") + "\r\n");
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.text()).isEmpty();
    }

    @Test
    void noPathLeadsOutOfTheFiles() throws Exception {
        admin.files.add(of("root", false, false), Map.of(WebContent.PREFIX, "/"));
        for (String path : List.of("/../x", "/a/%2e%2e/x", "/a/..%2fx", "/a\\x", "/x%00")) {
            assertThat(admin.get(path, "").status()).as(path).isIn(400, 404);
        }
    }
}
