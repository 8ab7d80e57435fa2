package io.hookline.plugin.compress.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.gateway.hook.FakeExchange;
import io.hookline.gateway.hook.TestConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressRulesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip | true",
                "GZIP | true",
                "x-gzip | true",
                "deflate, gzip;q=1.0, *;q=0.5 | true",
                "br, gzip ; q=0.001 | true",
                "* | true",
                "*;q=0.1 | true",
                "identity;q=0 , gzip | true",
                "gzip;q=0.5, identity;q=0.5 | true",
                "gzip;q=0 | false",
                "gzip;q=0.000, * | false",
                "gzip;q=0.5, identity | false",
                "gzip;q=0.5, identity;q=0.501 | false",
                "br | false",
                "*;q=0 | false",
                "gzip;q=2 | false",
                "gzip;q=x | false",
                "gzip;q=0.1234 | false",
                "'' | false"
            })
    void theClientsQualitiesDecide(String field, boolean expected) {
        assertThat(AcceptEncoding.prefersGzip(List.of(field))).isEqualTo(expected);
    }

    @Test
    void withoutAFieldNothingIsCompressed() {
        assertThat(AcceptEncoding.prefersGzip(List.of())).isFalse();
        assertThat(AcceptEncoding.prefersGzip(List.of("br", "gzip"))).isTrue();
    }

    @Test
    void aCompressibleResponseIsCompressedAndItsHeadSaysSo() {
        FakeExchange exchange = response(5000, "Content-Type", "text/html; charset=utf-8", "ETag", "\"a\"")
                .with("Accept-Encoding", "gzip");
        exchange.responseHeaders().set("Accept-Ranges", "bytes");
        exchange.responseHeaders().set("Vary", "Origin");
        apply(exchange);
        assertThat(exchange.transforms()).hasSize(1);
        assertThat(exchange.responseHeaders().first("Content-Encoding")).isEqualTo("gzip");
        assertThat(exchange.responseHeaders().first("ETag")).isEqualTo("W/\"a\"");
        assertThat(exchange.responseHeaders().first("Accept-Ranges")).isNull();
        assertThat(exchange.responseHeaders().all("Vary")).containsExactly("Origin", "Accept-Encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\"a", "w/\"a\"", "\"a\", \"b\"", "W/a"})
    void aMalformedTagIsDroppedFromWhatIsCompressed(String tag) {
        FakeExchange exchange =
                response(5000, "Content-Type", "text/html", "ETag", tag).with("Accept-Encoding", "gzip");
        apply(exchange);
        assertThat(exchange.transforms()).hasSize(1);
        assertThat(exchange.responseHeaders().first("ETag")).isNull();
        FakeExchange unchanged = response(5000, "Content-Type", "text/html", "ETag", tag);
        apply(unchanged);
        assertThat(unchanged.responseHeaders().first("ETag")).isEqualTo(tag);
    }

    @Test
    void whatCouldBeCompressedVariesForAllClients() {
        FakeExchange exchange = response(5000, "Content-Type", "text/html", "ETag", "\"a\"");
        apply(exchange);
        assertThat(exchange.transforms()).isEmpty();
        assertThat(exchange.responseHeaders().first("ETag")).isEqualTo("\"a\"");
        assertThat(exchange.responseHeaders().first("Vary")).isEqualTo("Accept-Encoding");
        FakeExchange known = response(5000, "Content-Type", "text/html", "Vary", "Origin, accept-encoding");
        apply(known);
        assertThat(known.responseHeaders().all("Vary")).containsExactly("Origin, accept-encoding");
        FakeExchange all = response(5000, "Content-Type", "text/html", "Vary", "*");
        apply(all);
        assertThat(all.responseHeaders().all("Vary")).containsExactly("*");
    }

    @Test
    void otherResponsesStayAsTheyAre() {
        for (FakeExchange exchange : List.of(
                response(1023, "Content-Type", "text/html"),
                response(5000, "Content-Type", "image/png"),
                response(5000),
                response(5000, "Content-Type", "text/html", "Content-Encoding", "br"),
                response(5000, "Content-Type", "text/html", "Content-Encoding", "gzip"),
                response(5000, "Content-Type", "text/html", "Cache-Control", "max-age=1, No-Transform"),
                response(5000, "Content-Type", "text/html", "Content-Range", "bytes 1-2/9"),
                new FakeExchange("GET", "/").answered(206, 5000, "Content-Type", "text/html"),
                new FakeExchange("GET", "/").answered(204, 0, "Content-Type", "text/html"),
                new FakeExchange("GET", "/").answered(101, -1, "Content-Type", "text/html"))) {
            apply(exchange.with("Accept-Encoding", "gzip"));
            assertThat(exchange.transforms()).isEmpty();
            assertThat(exchange.responseHeaders().first("Vary")).isNull();
        }
        FakeExchange asked = response(5000, "Content-Type", "text/html").with("Accept-Encoding", "gzip");
        apply(asked.with("Cache-Control", "no-transform"));
        assertThat(asked.transforms()).isEmpty();
    }

    @Test
    void aNotModifiedResponseRepeatsTheWeakTagThatTheClientHas() {
        FakeExchange weak = new FakeExchange("GET", "/")
                .with("If-None-Match", "\"b\", W/\"a\"")
                .answered(304, 0, "ETag", "\"a\"");
        apply(weak);
        assertThat(weak.responseHeaders().first("ETag")).isEqualTo("W/\"a\"");
        assertThat(weak.responseHeaders().first("Vary")).isEqualTo("Accept-Encoding");
        FakeExchange strong = new FakeExchange("GET", "/")
                .with("If-None-Match", "W/\"aa\", \"a\"")
                .answered(304, 0, "ETag", "\"a\"");
        apply(strong);
        assertThat(strong.responseHeaders().first("ETag")).isEqualTo("\"a\"");
    }

    @Test
    void typesAreComparedWithoutParametersAndCase() {
        MediaTypes types = MediaTypes.of("text/*", "application/json", "*+json");
        assertThat(types.contain("TEXT/Plain;x=1")).isTrue();
        assertThat(types.contain("application/problem+JSON ; a")).isTrue();
        assertThat(types.contain("application/jsonp")).isFalse();
        assertThat(types.contain("textual/x")).isFalse();
        assertThat(types.contain("")).isFalse();
        assertThat(types.contain(null)).isFalse();
        assertThatThrownBy(() -> MediaTypes.of("text")).hasMessageContaining("'text'");
        assertThatThrownBy(() -> MediaTypes.of()).hasMessageContaining("'types' is empty");
    }

    @Test
    void anInvalidChangeLeavesTheOldTypes() {
        CompressHook hook = new CompressHook(config(Map.of("types", new String[] {"image/bmp"})));
        hook.modified(config(Map.of("types", new String[] {"nonsense"})));
        FakeExchange bitmap = response(5000, "Content-Type", "image/bmp").with("Accept-Encoding", "gzip");
        hook.onResponse(bitmap);
        assertThat(bitmap.transforms()).hasSize(1);
        hook.modified(config(Map.of()));
        FakeExchange again = response(5000, "Content-Type", "image/bmp").with("Accept-Encoding", "gzip");
        hook.onResponse(again);
        assertThat(again.transforms()).isEmpty();
    }

    private static FakeExchange response(long length, String... fields) {
        return new FakeExchange("GET", "/").answered(200, length, fields);
    }

    private static void apply(FakeExchange exchange) {
        new CompressHook(config(Map.of())).onResponse(exchange);
    }

    private static CompressConfig config(Map<String, ?> options) {
        return TestConfig.of(CompressConfig.class, options);
    }
}
