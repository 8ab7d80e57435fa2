package io.hookline.engine.internal.guard;

import io.hookline.api.HookRefusedException;
import io.hookline.api.HookTimeoutException;
import io.hookline.engine.HookInfo;
import io.hookline.engine.guard.GuardSettings;
import io.hookline.engine.runner.HeldLease;
import io.hookline.engine.runner.RunnerContext;
import java.time.Duration;

/**
 * Connects one attachment to the guard of its hook. A closed attachment has no effect on later ones, except by its
 * hanging calls.
 */
final class AttachmentContext implements RunnerContext {

    private final GuardedHook guard;
    private final Guards guards;
    private volatile boolean reattaching;
    private volatile boolean closed;

    AttachmentContext(GuardedHook guard, Guards guards) {
        this.guard = guard;
        this.guards = guards;
    }

    @Override
    public HookInfo info() {
        return guard.info();
    }

    @Override
    public GuardSettings settings() {
        return guard.settings();
    }

    @Override
    public HeldLease hold() {
        return guards.holdLease();
    }

    @Override
    public long nanoTime() {
        return guards.nanoTime();
    }

    @Override
    public HookRefusedException refusal(String reason) {
        return guard.refusal(reason);
    }

    @Override
    public HookTimeoutException timeout(Duration limit) {
        return guard.timeout(limit);
    }

    @Override
    public int callHangs() {
        return guard.callHangs();
    }

    @Override
    public int callReturned() {
        return guard.callReturned();
    }

    @Override
    public int hanging() {
        return guard.hanging();
    }

    @Override
    public void used(long cpuNanos, long allocatedBytes) {
        guard.usage().measured(cpuNanos, allocatedBytes);
    }

    @Override
    public void trip(String reason) {
        if (!closed) {
            guard.trip(reason);
        }
    }

    @Override
    public void reattach() {
        if (!closed) {
            reattaching = true;
            guards.attachments().reattachLater(guard);
        }
    }

    /** Whether the attachment has asked for another in its place. */
    boolean isReattaching() {
        return reattaching;
    }

    void close() {
        closed = true;
    }
}
