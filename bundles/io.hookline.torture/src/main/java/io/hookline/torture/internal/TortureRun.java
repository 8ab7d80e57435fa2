package io.hookline.torture.internal;

import io.hookline.api.HookFailedException;
import io.hookline.api.HookPoints;
import io.hookline.common.text.Printable;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.ReleaseStatus;
import io.hookline.deploy.UnloadStatus;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;

/**
 * One run, from deploying the plugins to the ledger.
 *
 * <pre>
 *  callers   ├──── scope after scope, both points in each ────────────┤
 *  operator  ├──── swap, canary, stop, refuse, … ──────────┤ swap all │
 *            begin                              time over ─┘          └─ counts compared ─▶ plugins removed ─▶ ledger
 * </pre>
 */
final class TortureRun {

    private static final List<String> PLUGINS =
            List.of(PluginJars.PREFIX + "alpha", PluginJars.PREFIX + "beta", PluginJars.PREFIX + "gamma");
    private static final Duration REPORT_EVERY = Duration.ofSeconds(5);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_OPERATION_MS = 180_000;
    private static final long THREADS_END_MS = 2_000;

    private final TortureOptions options;
    private final TestBed testBed;
    private final HookPoints points;
    private final BundleContext context;
    private final RunMetrics metrics = new RunMetrics();
    private final CallerThreads callerThreads = new CallerThreads();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final JvmSnapshot before = JvmSnapshot.take();
    private final long begunNanos = System.nanoTime();

    TortureRun(TortureOptions options, TestBed testBed, HookPoints points, BundleContext context) {
        this.options = options;
        this.testBed = testBed;
        this.points = points;
        this.context = context;
    }

    /** Ends the run early: no further operation begins. */
    void end() {
        ended.countDown();
    }

    /**
     * Runs until its time is over or it is ended, then clears the test bed. An interrupt ends the run and stays set.
     */
    Ledger run(Progress progress) {
        boolean interrupted = false;
        boolean asPlanned = false;
        try {
            asPlanned = operate(progress);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begunNanos);
        try {
            return finish(seconds, asPlanned);
        } catch (InterruptedException e) {
            interrupted = true;
            metrics.violations().add(Violation.Kind.LEFT_BEHIND, "the clean-up was interrupted");
            testBed.clear(metrics.violations());
            return ledger(seconds, false, List.of(), before);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns whether the run lasted as long as planned. */
    private boolean operate(Progress progress) throws InterruptedException {
        Fleet fleet = new Fleet(
                PLUGINS,
                testBed.deployer(),
                new PluginJars(testBed.jars()),
                metrics,
                new Random(options.seed()),
                ended);
        Operator operator = new Operator(fleet, context);
        try {
            operator.begin();
        } catch (DeployRefusedException | RuntimeException e) {
            metrics.violations()
                    .add(
                            Violation.Kind.OPERATION,
                            "the first plugins: " + Printable.of(HookFailedException.describe(e)));
            return false;
        }
        Thread thread = new Thread(operator, CallerThreads.THREADS + "operator");
        thread.setDaemon(true);
        try {
            for (int i = 0; i < options.callers(); i++) {
                callerThreads.start(new Caller(points, testBed.points(), PLUGINS.size(), metrics));
            }
            thread.start();
            return !awaitEnd(operator, thread, progress);
        } finally {
            end();
            join(thread);
            endCalls();
            compareWithRuntime();
        }
    }

    /**
     * Waits for the end and reports progress. Returns true if the run was ended before its time and its first round
     * were over.
     */
    private boolean awaitEnd(Operator operator, Thread thread, Progress progress) throws InterruptedException {
        long deadline = begunNanos + options.time().toNanos();
        long reportNanos = begunNanos;
        while (thread.isAlive()) {
            long now = System.nanoTime();
            if (deadline - now <= 0 && operator.hasDoneARound()) {
                return false;
            }
            if (reportNanos + REPORT_EVERY.toNanos() - now <= 0) {
                progress.report(now - begunNanos, metrics);
                reportNanos = now;
            }
            long rest = Math.min(deadline, reportNanos + REPORT_EVERY.toNanos()) - now;
            if (ended.await(Math.max(LOOK_NANOS, rest), TimeUnit.NANOSECONDS)) {
                return true;
            }
        }
        return true;
    }

    /** Waits even if interrupted: the clean-up must not overlap with an operation. */
    private void join(Thread operator) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_OPERATION_MS);
        while (operator.isAlive() && deadline - System.nanoTime() > 0) {
            try {
                operator.join(TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()) + 1);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (operator.isAlive()) {
            metrics.violations().add(Violation.Kind.OPERATION, "an operation does not end");
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void endCalls() throws InterruptedException {
        boolean interrupted = Thread.interrupted();
        callerThreads.end(metrics.violations());
        if (interrupted) {
            throw new InterruptedException();
        }
    }

    /**
     * Compares the counts of the runtime and of the callers. The running releases were deployed once, at the end, so
     * both must agree.
     */
    private void compareWithRuntime() {
        for (ReleaseStatus row : testBed.deployer().status()) {
            String label = CallCounts.label(row.name(), row.version());
            if (row.state() == ReleaseState.RUNNING
                    && row.calls() != metrics.callCounts().byCallers(label)) {
                metrics.violations()
                        .add(
                                Violation.Kind.MISCOUNTED,
                                "callers counted " + metrics.callCounts().byCallers(label) + " calls of " + label
                                        + ", the runtime " + row.calls());
            }
        }
    }

    private Ledger finish(long seconds, boolean asPlanned) throws InterruptedException {
        testBed.removePlugins(PLUGINS, metrics.violations());
        metrics.close();
        List<UnloadStatus> unloads = testBed.unloads();
        testBed.clear(metrics.violations());
        Set<String> threads = JvmSnapshot.threadsOfRun();
        for (long waited = 0; !threads.isEmpty() && waited < THREADS_END_MS; waited += 100) {
            TimeUnit.MILLISECONDS.sleep(100);
            threads = JvmSnapshot.threadsOfRun();
        }
        if (!threads.isEmpty()) {
            metrics.violations().add(Violation.Kind.LEFT_BEHIND, "threads: " + threads);
        }
        return ledger(seconds, asPlanned, unloads, JvmSnapshot.take());
    }

    private Ledger ledger(long seconds, boolean asPlanned, List<UnloadStatus> unloads, JvmSnapshot after) {
        Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, metrics.calls(outcome));
        }
        return new Ledger(
                options.seed(),
                seconds,
                options.callers(),
                asPlanned,
                metrics.calls(),
                outcomes,
                metrics.operations().summary(),
                metrics.callCounts().releases(),
                metrics.violations().counts(),
                metrics.violations().examples(),
                new Ledger.Resources(
                        TestBed.held(unloads),
                        TestBed.watched(unloads),
                        before.threads().size(),
                        after.threads().size(),
                        after.threadsSince(before),
                        before.heapBytes(),
                        after.heapBytes()),
                metrics.violations().total() == 0 && metrics.calls() > 0);
    }

    /** Receives the progress of a run every few seconds. */
    @FunctionalInterface
    interface Progress {

        void report(long elapsedNanos, RunMetrics metrics);
    }
}
