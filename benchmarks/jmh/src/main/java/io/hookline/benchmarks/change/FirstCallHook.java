package io.hookline.benchmarks.change;

import io.hookline.benchmarks.hook.EventHook;
import io.hookline.benchmarks.hook.HookEvent;

/** A hook that adds a number to the event and records the time of its first call. */
final class FirstCallHook implements EventHook {

    private final int amount;
    private boolean called;
    private volatile long firstNanos;

    FirstCallHook(int amount) {
        this.amount = amount;
    }

    @Override
    public void on(HookEvent event) {
        if (!called) {
            called = true;
            firstNanos = System.nanoTime();
        }
        event.add(amount);
    }

    /** Waits for the first call, without sleeping, and returns its time by {@link System#nanoTime}. */
    long awaitFirstCall() {
        long first = firstNanos;
        while (first == 0) {
            Thread.onSpinWait();
            first = firstNanos;
        }
        return first;
    }
}
