package io.hookline.benchmarks.hook;

/** The argument of hooks. Each calling thread has its own event and reuses it. */
public class HookEvent extends EventPadding {

    private final int kind;
    private long sum;

    /** An event of the kind that all hooks accept. */
    public HookEvent() {
        this.kind = SmallHooks.ACCEPTED_KIND;
    }

    final int kind() {
        return kind;
    }

    /** Adds to the sum. Tests override it to record calls; benchmarks load no such class. */
    public void add(int amount) {
        sum += amount;
    }

    /** The sum so far. */
    public final long sum() {
        return sum;
    }
}
