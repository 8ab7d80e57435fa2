package io.hookline.engine.internal.live;

import io.hookline.api.runtime.Cause;
import io.hookline.engine.EngineSettings;
import io.hookline.engine.internal.chain.Chain;
import io.hookline.engine.internal.chain.Timing;
import io.hookline.engine.internal.contract.ContractCheck;
import io.hookline.engine.internal.event.EventDispatcher;
import io.hookline.engine.internal.generation.Barrier;
import io.hookline.engine.internal.generation.Generations;
import io.hookline.engine.internal.generation.Leases;
import io.hookline.engine.internal.guard.Guards;
import io.hookline.engine.internal.guard.NonBlockingWatch;
import io.hookline.engine.internal.guard.Watchdog;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of an engine, wired together: live set, generations, leases, chain compiler, and the one thread that
 * compiles and cleans up. Safe for use by many threads.
 */
public final class EngineAssembly implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EngineAssembly.class);
    private static final int EVENTS_WAITING = 1_000;
    private static final int SHADOW_THREADS = 4;
    private static final int SHADOWS_WAITING = 256;
    private static final long TIDY_MILLIS = 1_000;
    private static final long SAMPLE_MILLIS = 100;
    private static final Duration WATCH_INTERVAL = Duration.ofMillis(250);
    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private final EventDispatcher events = new EventDispatcher(Clock.systemUTC(), EVENTS_WAITING);
    private final Generations generations;
    private final Leases leases;
    private final Drains drains;
    private final Guards guards;
    private final LiveSet live;
    private final Timing timing = new Timing();
    private final @Nullable CompileQueue compiler;
    private final ScheduledThreadPoolExecutor worker;
    private final ThreadPoolExecutor shadows;

    /** An engine without points and hooks. */
    @SuppressWarnings("FutureReturnValueIgnored") // What fails in tidy is logged there.
    public EngineAssembly(EngineSettings settings) {
        this.worker = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "hookline-core");
            thread.setDaemon(true);
            return thread;
        });
        worker.setRemoveOnCancelPolicy(true);
        // Calls that ask for a compiled chain after the end keep the loop.
        worker.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        worker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.shadows = new ThreadPoolExecutor(
                SHADOW_THREADS,
                SHADOW_THREADS,
                5,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(SHADOWS_WAITING),
                work -> {
                    Thread thread = new Thread(work, "hookline-shadow");
                    thread.setDaemon(true);
                    return thread;
                });
        shadows.allowCoreThreadTimeOut(true);
        this.generations = new Generations(barrier(settings));
        this.leases = new Leases(generations);
        this.drains = new Drains(leases, settings.drainTimeout(), events);
        this.compiler = settings.compiling() ? new CompileQueue(worker) : null;
        this.guards = new Guards(System::nanoTime, Clock.systemUTC(), leases::hold, new GuardedChains(), events);
        this.live = new LiveSet(
                leases,
                drains,
                new PointFactory(leases, timing, compiler, shadows),
                guards::guard,
                new ContractCheck(settings.origins()),
                events);
        Watchdog watchdog =
                new Watchdog(guards, generations.slots()::callsUnderway, generations.writtenOff(), System::nanoTime);
        guards.every(WATCH_INTERVAL, watchdog::look);
        guards.every(WATCH_INTERVAL, guards::sumUpUsage);
        NonBlockingWatch words = new NonBlockingWatch(
                guards, generations.slots()::callsUnderway, leases.scopes()::takeTrusted, System::nanoTime);
        guards.repeat(WATCH_INTERVAL, words::look);
        worker.scheduleWithFixedDelay(this::tidy, TIDY_MILLIS, TIDY_MILLIS, TimeUnit.MILLISECONDS);
        worker.scheduleWithFixedDelay(live::sampleNext, SAMPLE_MILLIS, SAMPLE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static Barrier barrier(EngineSettings settings) {
        String reason = settings.fencedLeases();
        return reason == null ? Barrier.forThisJvm() : new Barrier.Fenced(reason);
    }

    /** Tells listeners what happens. */
    public EventDispatcher events() {
        return events;
    }

    /** The live set. */
    public LiveSet live() {
        return live;
    }

    /** The guards of its hooks. */
    public Guards guards() {
        return guards;
    }

    /** The leases. */
    public Leases leases() {
        return leases;
    }

    /** The waits of removals. */
    public Drains drains() {
        return drains;
    }

    /** How leases become visible to the writer, in words. */
    public String leaseMode() {
        return generations.barrier().description();
    }

    /** How many chains were compiled so far. */
    public long chainsCompiled() {
        return compiler == null ? 0 : compiler.compiled();
    }

    /**
     * Waits until the point's latest chain is compiled, which happens once it has been called some hundred times.
     *
     * @return false if the time ran out
     */
    public boolean awaitCompiled(String point, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            Chain chain = live.snapshot().chains().get(point);
            if (chain != null && chain.linked().isCompiled()) {
                return true;
            }
            if (deadline - System.nanoTime() <= 0) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private void tidy() {
        try {
            generations.runDueTasks();
            timing.followRecordings();
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("the core could not tidy up", e);
        }
    }

    /** Ends the engine's thread. Points stay callable, as they are. */
    @Override
    public void close() {
        worker.shutdownNow();
        guards.close();
        shadows.shutdown();
        events.close();
    }

    /** The live set as the guards see it. */
    private final class GuardedChains implements Guards.Chains {

        @Override
        public long refresh(Set<String> changed, Cause cause) {
            return live.refresh(changed, cause);
        }

        @Override
        public void drain(String what, long generation) {
            drains.await(what, generation, System.nanoTime());
        }

        @Override
        public void breakContract(long serviceId, String detail) {
            live.breakContract(serviceId, detail);
        }
    }
}
