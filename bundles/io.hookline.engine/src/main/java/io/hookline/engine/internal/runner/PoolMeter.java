package io.hookline.engine.internal.runner;

import io.hookline.engine.contract.ContractMethod;
import io.hookline.engine.internal.chain.CallMeter;
import io.hookline.engine.runner.RunnerContext;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Measures what a hook uses on threads of its own: one call in each tenth of a second. Safe for use by many threads.
 */
final class PoolMeter {

    private static final long SAMPLE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final CallMeter meter = new CallMeter();
    private final RunnerContext context;
    private final AtomicLong nextNanos = new AtomicLong(System.nanoTime());

    PoolMeter(RunnerContext context) {
        this.context = context;
    }

    /**
     * Calls the hook on the calling thread, which is the hook's own.
     *
     * @throws Throwable what the hook threw
     */
    @Nullable
    Object invokeMeasured(ContractMethod method, Object hook, @Nullable Object[] arguments) throws Throwable {
        long now = System.nanoTime();
        long next = nextNanos.get();
        boolean isDue = now - next >= 0 && nextNanos.compareAndSet(next, now + SAMPLE_NANOS);
        CallMeter.Measure measure = isDue ? meter.begin() : null;
        try {
            return method.invoke(hook, arguments);
        } finally {
            if (measure != null) {
                measure.end(context::used);
            }
        }
    }
}
