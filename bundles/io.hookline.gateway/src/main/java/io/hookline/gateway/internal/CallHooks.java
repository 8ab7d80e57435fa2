package io.hookline.gateway.internal;

import io.hookline.gateway.hook.Failure;
import io.hookline.gateway.hook.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hooks of one request, all called in one scope. Its methods that call hooks block: never on an I/O thread. */
final class CallHooks {

    private static final Logger LOG = LoggerFactory.getLogger(CallHooks.class);

    private final GatewayPoints points;
    private final ExchangeView view;
    private final RequestScope scope;
    private boolean nothing;

    CallHooks(GatewayPoints points, ExchangeView view) {
        this.points = points;
        this.view = view;
        this.scope = new RequestScope(points.hookPoints(), view);
    }

    /** Whether no hook is there at all, so that the request can go its whole way without asking any. */
    boolean nothingToAsk() {
        // Asked once: a hook that comes later must not see a response whose request its plugin has not seen.
        nothing = points.isEmpty();
        return nothing;
    }

    /** Whether the upstream's response can go to the client without asking any hook. */
    boolean nothingAfter() {
        return nothing;
    }

    /**
     * Asks the hooks before the upstream.
     *
     * @return the answer that one of them gives, or null to go on
     * @throws Exception what a hook threw
     */
    @Nullable
    Response before() throws Exception {
        if (!scope.beginStage()) {
            return null;
        }
        try {
            return points.preRequest().call().onRequest(view);
        } finally {
            scope.endStage();
        }
    }

    /** Shows the response to the hooks behind the upstream, and ends the scope: these are the last. */
    void after() {
        if (!scope.beginStage()) {
            return;
        }
        try {
            points.postProcess().call().onResponse(view);
        } catch (Exception | LinkageError | StackOverflowError e) {
            LOG.warn(
                    "call {}: a hook at {} failed",
                    callId(),
                    points.postProcess().name(),
                    e);
        } finally {
            scope.endStage();
            scope.close();
        }
    }

    /** Asks the error hooks; null if none of them answers. */
    @Nullable
    Response onError(Failure failure) {
        if (!scope.beginStage()) {
            return null;
        }
        try {
            return points.error().call().onError(view, failure);
        } catch (Exception | LinkageError | StackOverflowError e) {
            LOG.warn("call {}: a hook at {} failed", callId(), points.error().name(), e);
            return null;
        } finally {
            scope.endStage();
        }
    }

    /** Ends the scope, at once or when the hooks that are running return. Idempotent. */
    void close() {
        scope.close();
    }

    private String callId() {
        return view.context().callId();
    }
}
