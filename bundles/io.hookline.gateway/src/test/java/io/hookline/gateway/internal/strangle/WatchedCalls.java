package io.hookline.gateway.internal.strangle;

import io.hookline.gateway.internal.message.Fields;
import io.hookline.gateway.internal.message.Framing;
import io.hookline.gateway.internal.message.RequestHead;
import io.hookline.gateway.internal.message.ResponseHead;
import io.hookline.gateway.internal.upstream.ResponseSink;
import java.lang.reflect.Proxy;

/** Calls of a migration without a network, for tests. A POST, which is not copied. */
public final class WatchedCalls {

    private static final ResponseSink IGNORING = (ResponseSink) Proxy.newProxyInstance(
            WatchedCalls.class.getClassLoader(),
            new Class<?>[] {ResponseSink.class},
            (proxy, method, arguments) -> null);

    private WatchedCalls() {}

    /** A call that got 200. */
    public static void answered(Migration migration, String upstream) {
        CallWatch watch = migration.watch(upstream, new NewSide(null, false, null));
        watch.sent(RequestHead.sample("POST", "/"), new Fields(), null, IGNORING)
                .head(new ResponseHead(200, "", new Fields(), Framing.NONE, true));
        watch.ended();
    }

    /** A call that found no connection. */
    public static void failed(Migration migration, String upstream) {
        CallWatch watch = migration.watch(upstream, new NewSide(null, false, null));
        watch.failed();
        watch.ended();
    }
}
