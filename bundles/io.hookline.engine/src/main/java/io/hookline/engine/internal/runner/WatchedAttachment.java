package io.hookline.engine.internal.runner;

import io.hookline.engine.guard.GuardSettings;
import io.hookline.engine.runner.AttachRequest;
import io.hookline.engine.runner.CallInterceptor;
import io.hookline.engine.runner.HookAttachment;
import io.hookline.engine.runner.RunnerContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A hook that the watchdog watches. Chains call the hook itself, unless calls that hang are interrupted: then a proxy
 * notes which threads are in the hook. Safe for use by many threads.
 */
public final class WatchedAttachment implements HookAttachment {

    private final RunnerContext context;
    private final @Nullable InterruptibleCalls interruptible;
    private final Object target;

    WatchedAttachment(AttachRequest request) {
        this.context = request.context();
        this.interruptible = request.settings().interrupt() ? new InterruptibleCalls(context, request.hook()) : null;
        this.target = interruptible == null
                ? request.hook()
                : CallInterceptor.proxy(request.contract(), request.hook(), interruptible);
    }

    @Override
    public Object target() {
        return target;
    }

    @Override
    public boolean serves(GuardSettings settings) {
        return settings.interrupt() == (interruptible != null);
    }

    @Override
    public boolean runsOnCallersThread() {
        return true;
    }

    @Override
    public String limits() {
        Duration overrun = context.settings().overrun();
        return overrun.isZero() ? "" : overrun.toMillis() + " ms" + (interruptible == null ? "" : ", interrupted");
    }

    @Override
    public void close() {}

    /** Interrupts the calls that have been in the hook for too long, if calls are interrupted. */
    public void interruptOverruns() {
        Duration overrun = context.settings().overrun();
        if (interruptible != null && !overrun.isZero()) {
            interruptible.interrupt(overrun);
        }
    }
}
