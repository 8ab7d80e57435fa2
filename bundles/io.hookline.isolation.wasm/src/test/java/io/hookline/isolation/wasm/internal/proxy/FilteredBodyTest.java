package io.hookline.isolation.wasm.internal.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.gateway.hook.BodyTransform;
import io.hookline.gateway.hook.FakeExchange;
import io.hookline.gateway.hook.PostProcessHook;
import io.hookline.isolation.wasm.internal.build.Code;
import io.hookline.isolation.wasm.internal.build.Filter;
import io.hookline.isolation.wasm.internal.build.Running;
import io.hookline.isolation.wasm.internal.engine.EndiveEngine;
import io.hookline.isolation.wasm.internal.module.ModuleCheck;
import io.hookline.isolation.wasm.internal.plugin.Background;
import io.hookline.isolation.wasm.internal.pool.CallWatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FilteredBodyTest {

    private static final String BODY = "(i32,i32,i32)->i32";
    private static final String SET_BUFFER = "proxy_set_buffer_bytes(i32,i32,i32,i32,i32)->i32";
    private static final String SET = "proxy_replace_header_map_value(i32,i32,i32,i32,i32)->i32";
    private static final String COUNT = "proxy_increment_metric(i32,i64)->i32";
    private static final String DEFINE = "proxy_define_metric(i32,i32,i32,i32)->i32";
    private static final String[] MANIFEST = {
        "name = filter", "version = 1.0.0", "points = http.post-process", "time = 2000", "instances = 1"
    };

    private final CallWatch watch = new CallWatch();
    private final Background background = new Background();
    private final SharedState shared = new SharedState();
    private final FakeExchange exchange = new FakeExchange("GET", "/").answered(200, -1);

    @AfterEach
    void close() {
        watch.close();
        background.close();
    }

    private BodyTransform transformOf(Filter filter) throws Exception {
        hook(filter).onResponse(exchange);
        assertThat(exchange.transforms()).hasSize(1);
        return exchange.transforms().get(0);
    }

    private PostProcessHook hook(Filter filter) throws Exception {
        byte[] module = filter.build(MANIFEST);
        EndiveEngine engine = new EndiveEngine(null);
        ProxyPlugin plugin = new ProxyPlugin(
                new ModuleCheck(engine, Running.SETTINGS).check(module),
                engine.compile(module),
                Running.SETTINGS,
                watch,
                background,
                shared);
        return (PostProcessHook) plugin.attach(new Running().request(PostProcessHook.class, PostProcessHook.POINT))
                .target();
    }

    /** What comes of a piece, read through a narrow room as a slow client has it. */
    private static String piece(BodyTransform transform, String text) throws Exception {
        ByteBuffer in = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
        StringBuilder all = new StringBuilder();
        ByteBuffer out;
        do {
            out = ByteBuffer.allocate(3);
            transform.transform(in, out);
            all.append(new String(out.array(), 0, out.position(), StandardCharsets.UTF_8));
        } while (!out.hasRemaining());
        assertThat(in.hasRemaining()).isFalse();
        return all.toString();
    }

    private static String end(BodyTransform transform) throws Exception {
        StringBuilder all = new StringBuilder();
        ByteBuffer out;
        do {
            out = ByteBuffer.allocate(3);
            transform.end(out);
            all.append(new String(out.array(), 0, out.position(), StandardCharsets.UTF_8));
        } while (!out.hasRemaining());
        return all.toString();
    }

    /** Replaces {@code size} bytes at {@code start} by a text. */
    private static Code replace(Filter filter, Code code, int start, int size, String text) {
        return filter.call(filter.text(code.i32s(1, start, size), text), "proxy_set_buffer_bytes");
    }

    @Test
    void aFilterChangesEachPieceOfABodyAsItPasses() throws Exception {
        Filter filter = new Filter(SET_BUFFER);
        filter.module()
                .export(
                        "proxy_on_response_body",
                        BODY,
                        0,
                        replace(filter, new Code(), 0, 1, "<b>").i32(0));
        BodyTransform transform = transformOf(filter);
        assertThat(piece(transform, "first")).isEqualTo("<b>irst");
        assertThat(piece(transform, "second, which is longer")).isEqualTo("<b>econd, which is longer");
        assertThat(end(transform)).isEqualTo("<b>");
        transform.close();
    }

    @Test
    void aFilterThatPausesSeesTheWholeBodyAtItsEndAndReplacesIt() throws Exception {
        Filter filter = new Filter(SET_BUFFER);
        Code body = new Code()
                .get(2)
                .then(replace(filter, new Code(), 0, 2, "whole: "))
                .get(2)
                .isZero();
        filter.module().export("proxy_on_response_body", BODY, 0, body);
        BodyTransform transform = transformOf(filter);
        assertThat(piece(transform, "one ")).isEmpty();
        assertThat(piece(transform, "two ")).isEmpty();
        assertThat(end(transform)).isEqualTo("whole: e two ");
        transform.close();
    }

    @Test
    void aBodyThatIsHeldBackForTooLongOrWithoutEndBreaksTheResponseOff() throws Exception {
        Filter filter = new Filter();
        filter.module().export("proxy_on_response_body", BODY, 0, new Code().i32(1));
        PostProcessHook hook = hook(filter);
        hook.onResponse(exchange);
        hook.onResponse(exchange);
        BodyTransform pausing = exchange.transforms().get(0);
        assertThat(piece(pausing, "held")).isEmpty();
        assertThatThrownBy(() -> end(pausing))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the filter filter pauses at the end of a response's body");
        pausing.close();
        BodyTransform hoarding = exchange.transforms().get(1);
        String large = "x".repeat(FilteredBody.MOST_BYTES - 1);
        assertThat(piece(hoarding, large)).isEmpty();
        assertThatThrownBy(() -> piece(hoarding, "xx"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds back more than 1048576 bytes");
        hoarding.close();
    }

    @Test
    void aTrapBreaksTheResponseOffAndTheNextOneIsServed() throws Exception {
        Filter filter = new Filter();
        filter.module().export("proxy_on_response_body", BODY, 0, new Code().trap());
        PostProcessHook hook = hook(filter);
        hook.onResponse(exchange);
        BodyTransform transform = exchange.transforms().get(0);
        assertThatThrownBy(() -> piece(transform, "a")).hasMessageContaining("unreachable");
        transform.close();
        FakeExchange next = new FakeExchange("GET", "/").answered(200, -1);
        hook.onResponse(next);
        assertThat(next.transforms()).hasSize(1);
    }

    @Test
    void theContextEndsWithTheBodyAndNotBefore() throws Exception {
        Filter filter = new Filter(DEFINE, COUNT);
        Code count = filter.call(filter.text(new Code().i32(0), "deleted").i32(16), "proxy_define_metric")
                .i32(16)
                .load()
                .i64(1);
        filter.module()
                .export("proxy_on_response_body", BODY, 0, new Code().i32(0))
                .export("proxy_on_delete", "(i32)->", 0, filter.call(count, "proxy_increment_metric"));
        BodyTransform transform = transformOf(filter);
        piece(transform, "a");
        end(transform);
        assertThat(shared.metrics().all()).doesNotContainKey("deleted");
        transform.close();
        assertThat(shared.metrics().all()).containsEntry("deleted", 1L);
    }

    @Test
    void whileTheBodyPassesTheHeadCannotBeChangedAndWildLengthsHarmNothing() throws Exception {
        Filter filter = new Filter(SET, SET_BUFFER);
        Code body = filter.setHeader(new Code(), 2, "x-late", "yes");
        // The text is put at the end of the body; then lengths and addresses that no memory has.
        body = replace(filter, body, -1, -1, "!");
        body = filter.call(body.i32s(1, 0, 0, 0, -1), "proxy_set_buffer_bytes");
        body = filter.call(body.i32s(1, 0, 0, -1, 8), "proxy_set_buffer_bytes");
        filter.module().export("proxy_on_response_body", BODY, 0, body.i32(0));
        BodyTransform transform = transformOf(filter);
        assertThat(piece(transform, "a")).isEqualTo("a!");
        assertThat(exchange.responseHeaders().first("x-late")).isNull();
        transform.close();
    }

    @Test
    void aResponseWithoutABodyHasNone() throws Exception {
        Filter filter = new Filter();
        filter.module().export("proxy_on_response_body", BODY, 0, new Code().i32(0));
        PostProcessHook hook = hook(filter);
        for (FakeExchange bare : new FakeExchange[] {
            new FakeExchange("HEAD", "/").answered(200, 7),
            new FakeExchange("GET", "/").answered(304, -1),
            new FakeExchange("GET", "/").answered(200, 0)
        }) {
            hook.onResponse(bare);
            assertThat(bare.transforms()).isEmpty();
        }
    }
}
