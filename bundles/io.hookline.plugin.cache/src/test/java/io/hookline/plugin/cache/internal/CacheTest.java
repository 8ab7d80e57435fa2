package io.hookline.plugin.cache.internal;

import static io.hookline.plugin.cache.internal.CacheFixture.field;
import static io.hookline.plugin.cache.internal.CacheFixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.gateway.hook.BodyTap;
import io.hookline.gateway.hook.FakeExchange;
import io.hookline.gateway.hook.Response;
import io.hookline.gateway.hook.TestConfig;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored, for whom, and for how long. */
class CacheTest {

    private static final String CONTROL = "Cache-Control";

    private final CacheFixture cache = new CacheFixture(Map.of("maxEntryBytes", 100));

    @Test
    void aFreshResponseAnswersTheNextRequestWithItsAge() {
        cache.fill(get("/a"), "hello", 200, CONTROL, "max-age=60", "ETag", "\"1\"", "Content-Type", "text/plain");
        cache.clock.forward(10);
        Response hit = answer(get("/a"));
        assertThat(hit.status()).isEqualTo(200);
        assertThat(text(hit)).isEqualTo("hello");
        assertThat(field(hit, "Age")).isEqualTo("10");
        assertThat(field(hit, "Content-Type")).isEqualTo("text/plain");
        assertThat(field(hit, "Cache-Status")).isEqualTo("hookline; hit; ttl=49");
        assertThat(text(answer(new FakeExchange("HEAD", "/a").with("Host", "EXAMPLE.com"))))
                .isEqualTo("hello");
        cache.clock.forward(50);
        assertThat(cache.ask(get("/a"))).isNull();
    }

    @Test
    void anotherPathQueryOrHostIsAnotherResponse() {
        cache.fill(get("/a").withQuery("x=1"), "hello", 200, CONTROL, "max-age=60");
        assertThat(cache.ask(get("/a").withQuery("x=1"))).isNotNull();
        assertThat(cache.ask(get("/a").withQuery("x=2"))).isNull();
        assertThat(cache.ask(get("/a"))).isNull();
        assertThat(cache.ask(get("/A").withQuery("x=1"))).isNull();
        assertThat(cache.ask(get("/a").withQuery("x=1").with("Host", "example.com:81")))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | Cache-Control | max-age=60, no-store",
                "200 | Cache-Control | max-age=60, private",
                "200 | Cache-Control | max-age=60, private=\"x\"",
                "200 | Cache-Control | public",
                "200 | Cache-Control | max-age=0",
                "200 | Cache-Control | no-cache",
                "500 | Cache-Control | max-age=60",
                "206 | Cache-Control | max-age=60",
                "401 | Cache-Control | max-age=60",
                "200 | Vary | *",
                "200 | Vary | Accept, X-Forwarded-Proto",
                "200 | Vary | via",
                "200 | Set-Cookie | a=b",
                "200 | Age | 61",
                "200 | Content-Range | bytes 0-1/2",
                "200 | X-Tab | 'a\tb'"
            })
    void whatMustNotBeStoredIsNot(int status, String name, String value) {
        if (name.equals(CONTROL)) {
            cache.fill(get("/a"), "hello", status, name, value);
        } else {
            cache.fill(get("/a"), "hello", status, CONTROL, "max-age=60", name, value);
        }
        assertThat(cache.ask(get("/a"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 203, 204, 301, 308, 404, 410})
    void otherStatusesAreStoredIfTheySayForHowLong(int status) {
        cache.fill(get("/a"), "", status, CONTROL, "max-age=60");
        assertThat(answer(get("/a")).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max-age=60 | false | false",
                "max-age=60, public | true | true",
                "s-maxage=60 | true | true",
                "max-age=60, must-revalidate | true | true",
                "max-age=60, public, private | false | false"
            })
    void responsesToAuthorisedRequestsAreStoredOnlyIfTheySayThatTheyMay(String control, boolean stored, boolean used) {
        cache.fill(authorised("/field"), "hello", 200, CONTROL, control);
        assertThat(cache.ask(get("/field")) != null).isEqualTo(stored);
        cache.fill(principal("/plugin"), "hello", 200, CONTROL, control);
        assertThat(cache.ask(get("/plugin")) != null).isEqualTo(stored);
        // What an anonymous request brought in is used for authorised ones under the same condition.
        if (!control.contains("private")) {
            cache.fill(get("/open"), "hello", 200, CONTROL, control);
            assertThat(cache.ask(get("/open"))).isNotNull();
        }
        assertThat(cache.ask(authorised("/open")) != null).isEqualTo(used);
        assertThat(cache.ask(principal("/open")) != null).isEqualTo(used);
    }

    @Test
    void whatOneRouteHasAnsweredIsNotUsedForAnotherAndAChangeForgetsBoth() {
        cache.fill(get("/a").routed("live", "x"), "live", 200, CONTROL, "max-age=60");
        cache.fill(get("/a").routed("gray", "y"), "gray", 200, CONTROL, "max-age=60");
        assertThat(text(answer(get("/a").routed("live", "x")))).isEqualTo("live");
        assertThat(text(answer(get("/a").routed("gray", "y")))).isEqualTo("gray");
        FakeExchange change = new FakeExchange("PUT", "/a").with("Host", "example.com");
        cache.fill(change.routed("writing", "x"), "", 204);
        assertThat(cache.ask(get("/a").routed("live", "x"))).isNull();
        assertThat(cache.ask(get("/a").routed("gray", "y"))).isNull();
    }

    @Test
    void varyTellsRequestsApart() {
        cache.fill(get("/a").with("Accept", "text/html, x/y"), "html", 200, CONTROL, "max-age=60", "Vary", "accept");
        cache.fill(get("/a").with("Accept", "x/json"), "json", 200, CONTROL, "max-age=60", "Vary", "Accept");
        assertThat(text(answer(get("/a").with("Accept", "text/html,x/y")))).isEqualTo("html");
        assertThat(text(answer(get("/a").with("Accept", "x/json")))).isEqualTo("json");
        assertThat(cache.ask(get("/a").with("Accept", "text/html"))).isNull();
        FakeExchange other = get("/a");
        cache.fill(other, "none", 200);
        assertThat(other.responseHeaders().first("Cache-Status")).isEqualTo("hookline; fwd=vary-miss; fwd-status=200");
    }

    @Test
    void aConditionIsAnsweredFromTheCache() {
        String date = "Fri, 27 Nov 2026 10:00:00 GMT";
        String[] fields = {CONTROL, "max-age=60", "ETag", "\"1\"", "Last-Modified", date, "Content-Type", "a/b"};
        cache.fill(get("/a"), "hello", 200, fields);
        Response same = answer(get("/a").with("If-None-Match", "\"0\", W/\"1\""));
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(field(same, "ETag")).isEqualTo("\"1\"");
        assertThat(field(same, "Content-Type")).isNull();
        assertThat(answer(get("/a").with("If-None-Match", "\"0\"")).status()).isEqualTo(200);
        assertThat(answer(get("/a").with("If-Modified-Since", date)).status()).isEqualTo(304);
        assertThat(answer(get("/a").with("If-Modified-Since", "Fri, 27 Nov 2026 09:59:59 GMT"))
                        .status())
                .isEqualTo(200);
        assertThat(answer(get("/a").with("If-None-Match", "\"0\"").with("If-Modified-Since", date))
                        .status())
                .as("a tag counts more than a date")
                .isEqualTo(200);
    }

    @Test
    void aClientCanAskForANewOne() {
        cache.fill(get("/a"), "hello", 200, CONTROL, "max-age=60");
        cache.clock.forward(10);
        assertThat(cache.ask(get("/a").with(CONTROL, "max-age=10"))).isNotNull();
        assertThat(cache.ask(get("/a").with(CONTROL, "max-age=9"))).isNull();
        assertThat(cache.ask(get("/a").with(CONTROL, "min-fresh=49"))).isNotNull();
        assertThat(cache.ask(get("/a").with(CONTROL, "min-fresh=51"))).isNull();
        assertThat(cache.ask(get("/a").with(CONTROL, "no-cache"))).isNull();
        assertThat(cache.ask(get("/a").with(CONTROL, "no-store"))).isNull();
        assertThat(cache.ask(get("/a").with("Pragma", "no-cache"))).isNull();
        assertThat(cache.ask(get("/a").with("Range", "bytes=0-1"))).isNull();
        assertThat(cache.ask(get("/a").with("If-Match", "\"1\""))).isNull();
        assertThat(answer(get("/a").with(CONTROL, "only-if-cached")).status()).isEqualTo(200);
        assertThat(answer(get("/b").with(CONTROL, "only-if-cached")).status()).isEqualTo(504);
    }

    @Test
    void aRequestThatSaysNoStoreLeavesNothing() {
        cache.fill(get("/a").with(CONTROL, "no-store"), "hello", 200, CONTROL, "max-age=60");
        assertThat(cache.ask(get("/a"))).isNull();
    }

    @Test
    void aStaleResponseIsUsedAgainIfTheUpstreamSaysThatItIsRight() {
        cache.fill(get("/a"), "hello", 200, CONTROL, "max-age=60", "ETag", "\"1\"", "X-Old", "1", "X-Both", "1");
        cache.clock.forward(61);
        FakeExchange asked = get("/a").with("If-None-Match", "\"0\"");
        assertThat(cache.ask(asked)).isNull();
        assertThat(asked.requestHeaders().all("If-None-Match")).containsExactly("\"1\"");
        cache.answer(asked, "", 304, "ETag", "\"1\"", "X-Both", "2");
        assertThat(asked.requestHeaders().all("If-None-Match")).containsExactly("\"0\"");
        Response replaced = asked.replacement();
        assertThat(replaced).isNotNull();
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(text(replaced)).isEqualTo("hello");
        assertThat(field(replaced, "X-Old")).isEqualTo("1");
        assertThat(field(replaced, "X-Both")).isEqualTo("2");
        assertThat(field(replaced, "Cache-Status")).isEqualTo("hookline; fwd=stale; fwd-status=304; stored");
        assertThat(text(answer(get("/a")))).isEqualTo("hello");

        cache.clock.forward(61);
        FakeExchange has = get("/a").with("If-None-Match", "\"1\"");
        assertThat(cache.ask(has)).isNull();
        cache.answer(has, "", 304, "ETag", "\"1\"");
        assertThat(has.replacement()).isNotNull().extracting(Response::status).isEqualTo(304);

        cache.clock.forward(61);
        FakeExchange changed = get("/a");
        cache.fill(changed, "new", 200, CONTROL, "max-age=60", "ETag", "\"2\"");
        assertThat(changed.replacement()).isNull();
        assertThat(text(answer(get("/a")))).isEqualTo("new");
    }

    @Test
    void noCacheMeansThatTheUpstreamIsAskedEachTime() {
        cache.fill(get("/a"), "hello", 200, CONTROL, "no-cache, max-age=60", "ETag", "\"1\"");
        FakeExchange asked = get("/a");
        assertThat(cache.ask(asked)).isNull();
        assertThat(asked.requestHeaders().first("If-None-Match")).isEqualTo("\"1\"");
    }

    @Test
    void aChangeForgetsWhatIsStoredAndWhatIsOnItsWay() {
        cache.fill(get("/a"), "old", 200, CONTROL, "max-age=60");
        FakeExchange slow = get("/a").with(CONTROL, "no-cache");
        assertThat(cache.ask(slow)).isNull();
        FakeExchange failed = new FakeExchange("PUT", "/a").with("Host", "example.com");
        cache.fill(failed, "", 400);
        assertThat(cache.ask(get("/a"))).isNotNull();
        FakeExchange change = new FakeExchange("PUT", "/a").with("Host", "example.com");
        cache.fill(change, "", 204);
        assertThat(cache.ask(get("/a"))).isNull();
        cache.answer(slow, "old", 200, CONTROL, "max-age=60");
        assertThat(cache.ask(get("/a"))).as("asked for before the change").isNull();
        cache.fill(get("/a"), "new", 200, CONTROL, "max-age=60");
        assertThat(text(answer(get("/a")))).isEqualTo("new");
    }

    @Test
    void fieldsThatBelongToOneCallAreNotStored() {
        FakeExchange first = get("/a");
        first.responseHeaders().set("RateLimit-Remaining", "7");
        cache.fill(first, "hello", 200, CONTROL, "max-age=60", "Cache-Status", "other; hit", "Proxy-Authenticate", "x");
        Response hit = answer(get("/a"));
        assertThat(field(hit, "RateLimit-Remaining")).isNull();
        assertThat(field(hit, "Proxy-Authenticate")).isNull();
        assertThat(field(hit, "Cache-Status")).startsWith("hookline; hit");
    }

    @Test
    void tooLargeOrCutOffBodiesAreNotStored() {
        cache.fill(get("/known"), "x".repeat(101), 200, CONTROL, "max-age=60");
        assertThat(cache.ask(get("/known"))).isNull();
        FakeExchange unknown = get("/unknown");
        assertThat(cache.ask(unknown)).isNull();
        unknown.answered(200, -1, CONTROL, "max-age=60");
        cache.responses.onResponse(unknown);
        BodyTap tap = unknown.taps().get(0);
        tap.data(ByteBuffer.allocate(60));
        tap.data(ByteBuffer.allocate(41));
        tap.end();
        tap.close();
        assertThat(cache.ask(get("/unknown"))).isNull();
        FakeExchange cut = get("/cut");
        assertThat(cache.ask(cut)).isNull();
        cut.answered(200, 100, CONTROL, "max-age=60");
        cache.responses.onResponse(cut);
        cut.taps().get(0).data(ByteBuffer.allocate(60));
        cut.taps().get(0).close();
        assertThat(cache.ask(get("/cut"))).isNull();
        assertThat(cache.store.reserved()).isZero();
    }

    @Test
    void aRequestThatWasRefusedAheadOfTheCacheLeavesNothing() {
        FakeExchange refused = get("/a");
        refused.answered(200, 5, CONTROL, "max-age=60");
        cache.responses.onResponse(refused);
        assertThat(refused.taps()).isEmpty();
    }

    @Test
    void theWholeSizeIsBoundedAndChangesLive() {
        CacheFixture large = new CacheFixture(Map.of("maxBytes", 1_000_000L, "maxEntryBytes", 100_000));
        for (int i = 0; i < 50; i++) {
            large.fill(get("/" + i), "x".repeat(90_000), 200, CONTROL, "max-age=60");
        }
        large.store.cleanUp();
        long kept = IntStream.range(0, 50)
                .filter(i -> large.ask(get("/" + i)) != null)
                .count();
        assertThat(kept).isBetween(1L, 11L);
        large.store.modified(TestConfig.of(CacheConfig.class, Map.of("maxBytes", 5_000_000L, "name", "edge")));
        for (int i = 100; i < 130; i++) {
            large.fill(get("/" + i), "x".repeat(90_000), 200, CONTROL, "max-age=60");
        }
        large.store.cleanUp();
        long more = IntStream.range(100, 130)
                .filter(i -> large.ask(get("/" + i)) != null)
                .count();
        assertThat(more).isEqualTo(30);
        Response hit = large.ask(get("/100"));
        assertThat(hit).isNotNull();
        assertThat(field(hit, "Cache-Status")).startsWith("edge; hit");
    }

    private Response answer(FakeExchange exchange) {
        Response answer = cache.ask(exchange);
        assertThat(answer).isNotNull();
        return answer;
    }

    private static String text(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static FakeExchange authorised(String path) {
        return get(path).with("Authorization", "Bearer x");
    }

    private static FakeExchange principal(String path) {
        FakeExchange exchange = get(path);
        exchange.setPrincipal("ann");
        return exchange;
    }
}
