package io.hookline.gateway.internal.hook;

import io.hookline.api.HookPoint;
import io.hookline.gateway.hook.Completion;
import io.hookline.gateway.hook.Failure;
import io.hookline.gateway.hook.Response;
import io.hookline.gateway.internal.hook.Stages.Need;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hooks of one request, all called in one scope. Its methods that call hooks may block: {@link Stages} decides on
 * which thread they run.
 */
public final class RequestHooks {

    private static final Logger LOG = LoggerFactory.getLogger(RequestHooks.class);

    private final GatewayPoints points;
    private final ExchangeView view;
    private final RequestScope scope;
    private boolean nothing;
    private boolean answered;

    /** The hooks of one request. */
    public RequestHooks(GatewayPoints points, ExchangeView view) {
        this.points = points;
        this.view = view;
        this.scope = new RequestScope(points.hookPoints(), view);
    }

    /** What the hooks before the upstream need. Asked once, at the beginning. */
    public Need needBefore() {
        // Decided once: a hook that is added later must not see a response whose request its plugin has not seen.
        nothing = points.isEmpty();
        return nothing ? Need.NOTHING : needOf(points.preRequest(), points.preUpstream());
    }

    /** What the hooks after the upstream need. */
    public Need needAfter() {
        return nothing ? Need.NOTHING : needOf(points.postProcess());
    }

    /** What the hooks that see the gateway's own answer need. */
    public Need needOnAnswer() {
        return points.postProcess().isEmpty() ? Need.NOTHING : needOf(points.postProcess());
    }

    /** What the hooks that see a failure, and the answer to it, need. */
    public Need needOnFailure() {
        if (points.error().isEmpty() && points.postProcess().isEmpty()) {
            return Need.NOTHING;
        }
        return needOf(points.error(), points.postProcess());
    }

    /** What the hooks that see the call's end need. */
    public Need needOnCompleted() {
        return nothing || points.completed().isEmpty() ? Need.NOTHING : needOf(points.completed());
    }

    /**
     * Calls the hooks before the upstream.
     *
     * @param route finds the request's route, once the first point's hooks have let it pass
     * @return the response of one of them, or null to continue
     * @throws Exception what a hook threw
     */
    public @Nullable Response before(Runnable route) throws Exception {
        if (!scope.beginStage()) {
            return null;
        }
        try {
            Response answer = points.preRequest().call().onRequest(view);
            if (answer != null || points.preUpstream().isEmpty()) {
                return answer;
            }
            route.run();
            return points.preUpstream().call().onForward(view);
        } finally {
            scope.endStage();
        }
    }

    /** Calls the hooks after the upstream with the response, once; ends the scope if nothing of a plugin follows. */
    public void after() {
        if (answered || !scope.beginStage()) {
            return;
        }
        answered = true;
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
            if (view.bodyWork().isEmpty() && points.completed().isEmpty()) {
                scope.close();
            }
        }
    }

    /** Tells the hooks that the call has ended. */
    public void completed(Completion completion) {
        if (!scope.beginStage()) {
            return;
        }
        try {
            points.completed().call().onCompleted(view, completion);
        } catch (Exception | LinkageError | StackOverflowError e) {
            LOG.warn(
                    "call {}: a hook at {} failed", callId(), points.completed().name(), e);
        } finally {
            scope.endStage();
        }
    }

    /** Calls the error hooks; null if none of them gives a response. */
    public @Nullable Response onError(Failure failure) {
        if (answered || !scope.beginStage()) {
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
    public void close() {
        scope.close();
    }

    /** What two points need that are called one after the other. */
    private Need needOf(HookPoint<?> first, HookPoint<?> second) {
        Need need = needOf(first);
        return need == Need.ANY_THREAD ? needOf(second) : need;
    }

    private Need needOf(HookPoint<?> point) {
        return scope.isNonBlocking(point) ? Need.ANY_THREAD : Need.THREAD_THAT_MAY_BLOCK;
    }

    private String callId() {
        return view.context().callId();
    }
}
