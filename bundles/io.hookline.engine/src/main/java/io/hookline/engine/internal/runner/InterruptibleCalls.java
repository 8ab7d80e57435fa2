package io.hookline.engine.internal.runner;

import io.hookline.api.hook.Next;
import io.hookline.engine.contract.ContractMethod;
import io.hookline.engine.runner.CallInterceptor;
import io.hookline.engine.runner.RunnerContext;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a hook that may be interrupted. It knows which threads are in the hook itself, so that an interruption
 * reaches only the hook, neither its caller nor the rest of the chain. Safe for use by many threads.
 */
final class InterruptibleCalls implements CallInterceptor {

    private final RunnerContext context;
    private final Object hook;
    private final Set<Call> running = ConcurrentHashMap.newKeySet();

    InterruptibleCalls(RunnerContext context, Object hook) {
        this.context = context;
        this.hook = hook;
    }

    @Override
    public @Nullable Object intercept(ContractMethod method, @Nullable Object[] arguments) throws Throwable {
        Call call = new Call(Thread.currentThread());
        Next<@Nullable Object, @Nullable Object> rest = ProceedTracker.restIn(method, arguments);
        @Nullable Object[] given = rest == null ? arguments : ProceedTracker.with(arguments, new Outside(rest, call));
        running.add(call);
        call.begin();
        try {
            return method.invoke(hook, given);
        } catch (InterruptedException e) {
            if (call.end()) {
                throw context.timeout(context.settings().overrun());
            }
            throw e;
        } finally {
            running.remove(call);
            call.end();
        }
    }

    /** Interrupts the calls that have been in the hook for longer, once each. */
    void interrupt(Duration longest) {
        long now = System.nanoTime();
        running.forEach(call -> call.interruptIfSince(now - longest.toNanos()));
    }

    /** The rest of the chain, which is not interrupted. */
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
        @SuppressWarnings("Interruption") // This object has interrupted the thread; the caller must not notice.
        synchronized boolean end() {
            if (inHook && interrupted) {
                Thread.interrupted();
            }
            inHook = false;
            return interrupted;
        }
    }
}
