package io.hookline.gateway.internal.hook;

import io.hookline.api.CallAttributes;
import io.hookline.api.CallScope;
import io.hookline.api.HookPoint;
import io.hookline.api.HookPoints;
import org.jspecify.annotations.Nullable;

/**
 * The call scope of one request: entered by its first stage of hooks, moved from thread to thread, closed once.
 *
 * <p>Stages follow one another; {@link #close()} may be called at any time from any thread; during a stage it takes
 * effect at the stage's end.
 */
final class RequestScope {

    private final HookPoints points;
    private final CallAttributes request;
    private @Nullable CallScope scope;
    private boolean inStage;
    private boolean closed;

    RequestScope(HookPoints points, CallAttributes request) {
        this.points = points;
        this.request = request;
    }

    /** Begins a stage of hooks on this thread; false if the scope is closed and no hook may run any more. */
    synchronized boolean beginStage() {
        if (closed) {
            return false;
        }
        CallScope current = scope;
        if (current == null) {
            scope = points.enter(request);
        } else {
            current.attach();
        }
        inStage = true;
        return true;
    }

    /** Whether a call on a point in this scope never blocks, so that its hooks can run on an I/O thread. */
    synchronized boolean isNonBlocking(HookPoint<?> point) {
        if (closed) {
            return true;
        }
        CallScope current = scope;
        if (current == null) {
            current = points.enter(request);
            current.detach();
            scope = current;
        }
        return current.isNonBlocking(point);
    }

    /** Ends the stage on this thread, which began it. */
    void endStage() {
        CallScope toClose;
        synchronized (this) {
            inStage = false;
            CallScope current = scope;
            if (current == null) {
                return;
            }
            current.detach();
            toClose = closed ? take() : null;
        }
        if (toClose != null) {
            toClose.close();
        }
    }

    /** Ends the scope now, or when the stage that is running ends. Idempotent. */
    void close() {
        CallScope toClose;
        synchronized (this) {
            closed = true;
            toClose = inStage ? null : take();
        }
        if (toClose != null) {
            toClose.close();
        }
    }

    private @Nullable CallScope take() {
        CallScope taken = scope;
        scope = null;
        return taken;
    }
}
