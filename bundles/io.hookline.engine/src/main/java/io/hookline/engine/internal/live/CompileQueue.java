package io.hookline.engine.internal.live;

import io.hookline.engine.internal.chain.Chain;
import io.hookline.engine.internal.chain.ChainEntry;
import io.hookline.engine.internal.compile.ContractCode;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiles chains in the background once they are called often.
 *
 * <p>A change is visible at once, as a loop. The compiled body takes its place some milliseconds later, and at each
 * point at most ten times a second: in a burst of changes only the last one is compiled. The garbage collector unloads
 * the classes of chains that are no longer called. Safe for use by many threads.
 */
final class CompileQueue {

    /** HotSpot does not compile methods of more than 8,000 bytes; a hook takes up to 60 in each. */
    private static final int MOST_HOOKS = 100;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final Logger LOG = LoggerFactory.getLogger(CompileQueue.class);

    private final ScheduledExecutorService worker;
    private final LongAdder compiled = new LongAdder();
    /** When the latest compilation at a point ended or will begin; guarded by itself. */
    private final Map<Point<?>, Long> busyUntilNanos = new WeakHashMap<>();

    CompileQueue(ScheduledExecutorService worker) {
        this.worker = worker;
    }

    /** Whether a compiled body would be faster than the loop. */
    static boolean isWorthwhile(List<ChainEntry> hooks) {
        return hooks.size() <= MOST_HOOKS;
    }

    /** How many chains were compiled so far. */
    long compiled() {
        return compiled.sum();
    }

    /** Asks for compiled bodies of the point's latest chains. */
    @SuppressWarnings("FutureReturnValueIgnored") // What fails in compile is logged there.
    void request(Point<?> point, ContractCode code) {
        long now = System.nanoTime();
        long delay;
        synchronized (busyUntilNanos) {
            busyUntilNanos.values().removeIf(until -> now - until > PAUSE_NANOS);
            Long busyUntil = busyUntilNanos.get(point);
            if (busyUntil != null && busyUntil - now > 0) {
                // A compilation that has not begun will take the chain that is then the latest.
                return;
            }
            delay = busyUntil == null ? 0 : Math.max(0, busyUntil + PAUSE_NANOS - now);
            busyUntilNanos.put(point, now + delay);
        }
        worker.schedule(() -> compile(point, code), delay, TimeUnit.NANOSECONDS);
    }

    private void compile(Point<?> point, ContractCode code) {
        synchronized (busyUntilNanos) {
            busyUntilNanos.put(point, System.nanoTime());
        }
        for (Chain chain : point.latestOfAllRoutes()) {
            // Only a loop compares with a shadow.
            if (chain.linked().shadow() == null && !chain.linked().isCompiled() && isWorthwhile(chain.hooks())) {
                compile(point, code, chain);
            }
        }
    }

    private void compile(Point<?> point, ContractCode code, Chain chain) {
        try {
            chain.linked().compiled(code.compile(chain.linked()));
            point.rebind(chain.linked());
            compiled.increment();
        } catch (RuntimeException | LinkageError e) {
            LOG.warn(
                    "the chain of {} stays a loop: it could not be compiled",
                    chain.spec().name(),
                    e);
        }
    }
}
