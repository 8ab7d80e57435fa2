package io.hookline.gateway.internal;

import io.hookline.gateway.hook.Failure;
import io.hookline.gateway.hook.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hooks of one request, all called in one scope. Its methods that call hooks block: never on an I/O thread. */
final class RequestHooks {

    private static final Logger LOG = LoggerFactory.getLogger(RequestHooks.class);

    private final GatewayPoints points;
    private final ExchangeView view;
    private final RequestScope scope;
    private boolean nothing;

    RequestHooks(GatewayPoints points, ExchangeView view) {
        this.points = points;
        this.view = view;
        this.scope = new RequestScope(points.hookPoints(), view);
    }

    /** Whether there are no hooks at all, so that the request can be proxied without calling any. */
    boolean isEmpty() {
        // Decided once: a hook that is added later must not see a response whose request its plugin has not seen.
        nothing = points.isEmpty();
        return nothing;
    }

    /** Whether the upstream's response can go to the client without calling any hook. */
    boolean nothingAfter() {
        return nothing;
    }

    /**
     * Calls the hooks before the upstream.
     *
     * @return the response of one of them, or null to continue
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

    /** Calls the hooks after the upstream with the response, and ends the scope: they are the last. */
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

    /** Calls the error hooks; null if none of them gives a response. */
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
