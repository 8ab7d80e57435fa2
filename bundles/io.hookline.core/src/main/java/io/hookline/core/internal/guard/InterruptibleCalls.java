package io.hookline.core.internal.guard;

import io.hookline.core.internal.contract.Contract;
import io.hookline.core.internal.contract.ContractMethod;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a hook whose calls may be interrupted: it knows which threads are in the hook, so that an interruption meets the hook, or
 * nobody. Safe for use by many threads.
 */
final class InterruptibleCalls extends Gate {

    private final Set<Call> running = ConcurrentHashMap.newKeySet();
    private final Object standIn;

    InterruptibleCalls(Contract<?> contract, Object hook) {
        super(contract, hook);
        this.standIn = proxy();
    }

    /** The one object that stands for the hook. */
    Object standIn() {
        return standIn;
    }

    @Override
    @Nullable
    Object call(ContractMethod method, Object hook, @Nullable Object[] arguments) throws Throwable {
        Call call = new Call(Thread.currentThread(), System.nanoTime());
        running.add(call);
        try {
            return method.invoke(hook, arguments);
        } finally {
            running.remove(call);
            call.end();
        }
    }

    /** Interrupts those that have been running for longer, once each. */
    void interrupt(Duration longest) {
        long now = System.nanoTime();
        running.forEach(call -> call.interruptIfSince(now - longest.toNanos()));
    }

    private static final class Call {

        private final Thread thread;
        private final long startNanos;
        private boolean ended;
        private boolean interrupted;

        Call(Thread thread, long startNanos) {
            this.thread = thread;
            this.startNanos = startNanos;
        }

        synchronized void interruptIfSince(long latest) {
            if (!ended && !interrupted && startNanos - latest < 0) {
                interrupted = true;
                thread.interrupt();
            }
        }

        @SuppressWarnings(
                "Interruption") // It is this object that has interrupted the thread, and nobody else is to notice.
        synchronized void end() {
            ended = true;
            if (interrupted) {
                Thread.interrupted();
            }
        }
    }
}
