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
 * One run, from the first plugin to the ledger.
 *
 * <pre>
 *  callers   ├──── scope after scope, both points in each ────────────┤
 *  operator  ├──── swap, canary, kill, refuse, … ──────────┤ all anew │
 *            begin                              time over ─┘          └─ counts compared ─▶ plugins removed ─▶ ledger
 * </pre>
 */
final class TortureRun {

    private static final List<String> PLUGINS =
            List.of(PluginJars.PREFIX + "alpha", PluginJars.PREFIX + "beta", PluginJars.PREFIX + "gamma");
    private static final Duration TELL_EVERY = Duration.ofSeconds(5);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_OPERATION_MS = 180_000;
    private static final long THREADS_END_MS = 2_000;

    private final TortureOptions options;
    private final Site site;
    private final HookPoints points;
    private final BundleContext context;
    private final Tally tally = new Tally();
    private final Load load = new Load();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Vitals before = Vitals.now();
    private final long begunNanos = System.nanoTime();

    TortureRun(TortureOptions options, Site site, HookPoints points, BundleContext context) {
        this.options = options;
        this.site = site;
        this.points = points;
        this.context = context;
    }

    /** Begins no further operation, and prints the ledger so far. */
    void end() {
        ended.countDown();
    }

    /** Goes on until its time is over or it is ended; an interrupt ends it and is kept. Everything is cleared then. */
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
            tally.violations().add(Violation.Kind.LEFT_BEHIND, "the clean-up was interrupted");
            site.clear(tally.violations());
            return ledger(seconds, false, List.of(), before);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns whether the time is over, and not the patience. */
    private boolean operate(Progress progress) throws InterruptedException {
        Fleet fleet = new Fleet(
                PLUGINS, site.deployer(), new PluginJars(site.jars()), tally, new Random(options.seed()), ended);
        Operator operator = new Operator(fleet, context);
        try {
            operator.begin();
        } catch (DeployRefusedException | RuntimeException e) {
            tally.violations()
                    .add(
                            Violation.Kind.OPERATION,
                            "the first plugins: " + Printable.of(HookFailedException.describe(e)));
            return false;
        }
        Thread thread = new Thread(operator, Load.THREADS + "operator");
        thread.setDaemon(true);
        try {
            for (int i = 0; i < options.callers(); i++) {
                load.start(new Caller(points, site.points(), PLUGINS.size(), tally));
            }
            thread.start();
            return !awaitEnd(operator, thread, progress);
        } finally {
            end();
            join(thread);
            endLoad();
            compareWithRuntime();
        }
    }

    /** Waits, and tells how it goes; true if the run was ended before its time and its first round were over. */
    private boolean awaitEnd(Operator operator, Thread thread, Progress progress) throws InterruptedException {
        long deadline = begunNanos + options.time().toNanos();
        long tellNanos = begunNanos;
        while (thread.isAlive()) {
            long now = System.nanoTime();
            if (deadline - now <= 0 && operator.hasDoneARound()) {
                return false;
            }
            if (tellNanos + TELL_EVERY.toNanos() - now <= 0) {
                progress.tell(now - begunNanos, tally);
                tellNanos = now;
            }
            long rest = Math.min(deadline, tellNanos + TELL_EVERY.toNanos()) - now;
            if (ended.await(Math.max(LOOK_NANOS, rest), TimeUnit.NANOSECONDS)) {
                return true;
            }
        }
        return true;
    }

    /** Waits whether interrupted or not, for what is under way would be in the way of the clean-up. */
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
            tally.violations().add(Violation.Kind.OPERATION, "an operation does not end");
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void endLoad() throws InterruptedException {
        boolean interrupted = Thread.interrupted();
        load.end(tally.violations());
        if (interrupted) {
            throw new InterruptedException();
        }
    }

    /** Each plugin's running release came last, and once: what the runtime counted of it is what the callers met. */
    private void compareWithRuntime() {
        for (ReleaseStatus row : site.deployer().status()) {
            String label = Accounts.label(row.name(), row.version());
            if (row.state() == ReleaseState.RUNNING
                    && row.calls() != tally.accounts().met(label)) {
                tally.violations()
                        .add(
                                Violation.Kind.MISCOUNTED,
                                "callers have met " + label + " "
                                        + tally.accounts().met(label) + " times, the runtime says " + row.calls());
            }
        }
    }

    private Ledger finish(long seconds, boolean asPlanned) throws InterruptedException {
        site.removePlugins(PLUGINS, tally.violations());
        tally.close();
        List<UnloadStatus> unloads = site.unloads();
        site.clear(tally.violations());
        Set<String> threads = Vitals.threadsOfRun();
        for (long waited = 0; !threads.isEmpty() && waited < THREADS_END_MS; waited += 100) {
            TimeUnit.MILLISECONDS.sleep(100);
            threads = Vitals.threadsOfRun();
        }
        if (!threads.isEmpty()) {
            tally.violations().add(Violation.Kind.LEFT_BEHIND, "threads: " + threads);
        }
        return ledger(seconds, asPlanned, unloads, Vitals.now());
    }

    private Ledger ledger(long seconds, boolean asPlanned, List<UnloadStatus> unloads, Vitals after) {
        Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, tally.calls(outcome));
        }
        return new Ledger(
                options.seed(),
                seconds,
                options.callers(),
                asPlanned,
                tally.calls(),
                outcomes,
                tally.operations().summary(),
                tally.accounts().releases(),
                tally.violations().counts(),
                tally.violations().examples(),
                new Ledger.Resources(
                        Site.held(unloads),
                        Site.watched(unloads),
                        before.threads().size(),
                        after.threads().size(),
                        after.threadsSince(before),
                        before.heapBytes(),
                        after.heapBytes()),
                tally.violations().total() == 0 && tally.calls() > 0);
    }

    /** Is told, now and then, how a run goes. */
    @FunctionalInterface
    interface Progress {

        void tell(long elapsedNanos, Tally tally);
    }
}
