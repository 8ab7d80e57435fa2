package io.hookline.benchmarks.hook;

/** What hooks are called with. Each calling thread has one of its own and uses it again and again. */
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

    /** Adds to the sum. Tests override it to see who was called; benchmarks load no class that does. */
    public void add(int amount) {
        sum += amount;
    }

    /** What was added so far. */
    public final long sum() {
        return sum;
    }
}
