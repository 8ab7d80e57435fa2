package io.hookline.torture.internal;

import io.hookline.api.CallScope;
import io.hookline.api.HookPoint;
import io.hookline.api.HookPoints;
import io.hookline.torture.hook.TortureCall;
import io.hookline.torture.hook.TortureFailure;
import io.hookline.torture.hook.TortureHook;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Calls both points in one scope after the other until it is ended. Runs on its own thread. */
final class Caller implements Runnable {

    /** The attribute of each scope by which canaries route. */
    static final String KEY = "key";

    private static final int KEYS = 64;
    private static final int ROUNDS_IN_A_SCOPE = 2;
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private final HookPoints points;
    private final List<HookPoint<TortureHook>> opened;
    private final int plugins;
    private final RunMetrics metrics;
    private volatile boolean ended;

    Caller(HookPoints points, List<HookPoint<TortureHook>> opened, int plugins, RunMetrics metrics) {
        this.points = points;
        this.opened = List.copyOf(opened);
        this.plugins = plugins;
        this.metrics = metrics;
    }

    /** Ends after the current scope. */
    void end() {
        ended = true;
    }

    @Override
    public void run() {
        for (long number = 0; !ended; number++) {
            scope("k" + number % KEYS);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void scope(String key) {
        Expectation since = metrics.expectations().current();
        List<CallRecord> calls = new ArrayList<>(ROUNDS_IN_A_SCOPE * opened.size());
        try (CallScope scope = points.enter(name -> KEY.equals(name) ? key : null)) {
            for (int round = 0; round < ROUNDS_IN_A_SCOPE; round++) {
                for (HookPoint<TortureHook> point : opened) {
                    calls.add(call(point));
                }
            }
        }
        List<Outcome> outcomes = new ScopeAudit(since, plugins, key, metrics.violations()).check(calls);
        outcomes.forEach(metrics::ended);
    }

    private CallRecord call(HookPoint<TortureHook> point) {
        TortureCall call = new TortureCall(metrics.callCounts());
        metrics.begun();
        Throwable failure = failureOf(point, call);
        call.answers().forEach(answer -> metrics.callCounts().add(answer.plugin(), answer.version()));
        if (failure instanceof TortureFailure declared) {
            metrics.callCounts().add(declared.plugin(), declared.version());
        }
        return new CallRecord(point.name(), call.answers(), failure);
    }

    private static @Nullable Throwable failureOf(HookPoint<TortureHook> point, TortureCall call) {
        try {
            point.call().called(call);
            return null;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return e;
        }
    }
}
