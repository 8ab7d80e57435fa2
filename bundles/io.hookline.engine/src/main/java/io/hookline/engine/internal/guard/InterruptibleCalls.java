package io.hookline.engine.internal.guard;

import io.hookline.api.hook.Next;
import io.hookline.engine.contract.Contract;
import io.hookline.engine.contract.ContractMethod;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a hook whose calls may be interrupted: it knows which threads are in the hook itself, so that an interruption meets the
 * hook, or nobody: neither its caller nor what it calls through the chain. Safe for use by many threads.
 */
final class InterruptibleCalls extends Gate {

    private final GuardedHook guard;
    private final Set<Call> running = ConcurrentHashMap.newKeySet();
    private final Object proxy;

    InterruptibleCalls(GuardedHook guard, Contract<?> contract, Object hook) {
        super(contract, hook);
        this.guard = guard;
        this.proxy = newProxy();
    }

    /** The one object that stands for the hook. */
    Object proxy() {
        return proxy;
    }

    @Override
    @Nullable
    Object call(ContractMethod method, Object hook, @Nullable Object[] arguments) throws Throwable {
        Call call = new Call(Thread.currentThread());
        Next<@Nullable Object, @Nullable Object> rest = ProceedTracker.restIn(method, arguments);
        @Nullable Object[] given = rest == null ? arguments : ProceedTracker.with(arguments, new Outside(rest, call));
        running.add(call);
        call.begin();
        try {
            return method.invoke(hook, given);
        } catch (InterruptedException e) {
            if (call.end()) {
                throw guard.timeout(guard.settings().overrun());
            }
            throw e;
        } finally {
            running.remove(call);
            call.end();
        }
    }

    /** Interrupts those that have been in the hook for longer, once each. */
    void interrupt(Duration longest) {
        long now = System.nanoTime();
        running.forEach(call -> call.interruptIfSince(now - longest.toNanos()));
    }

    /** What is not the hook is not interrupted. */
    private static final class Outside extends ProceedTracker {

        private final Call call;

        Outside(Next<@Nullable Object, @Nullable Object> rest, Call call) {
            super(rest);
            this.call = call;
        }

        @Override
        void leave() {
            call.end();
        }

        @Override
        void comeBack() {
            call.begin();
        }
    }

    private static final class Call {

        private final Thread thread;
        private long startNanos;
        private boolean inHook;
        private boolean interrupted;

        Call(Thread thread) {
            this.thread = thread;
        }

        synchronized void begin() {
            startNanos = System.nanoTime();
            inHook = true;
        }

        synchronized void interruptIfSince(long latest) {
            if (inHook && !interrupted && startNanos - latest < 0) {
                interrupted = true;
                thread.interrupt();
            }
        }

        /** The thread is not in the hook any more; returns whether it was interrupted there. */
        @SuppressWarnings(
                "Interruption") // It is this object that has interrupted the thread, and nobody else is to notice.
        synchronized boolean end() {
            if (inHook && interrupted) {
                Thread.interrupted();
            }
            inHook = false;
            return interrupted;
        }
    }
}
