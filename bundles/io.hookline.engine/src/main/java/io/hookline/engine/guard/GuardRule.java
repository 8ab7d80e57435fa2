package io.hookline.engine.guard;

import io.hookline.api.ErrorPolicy;
import io.hookline.engine.HookInfo;
import io.hookline.engine.guard.GuardSettings.BreakerUse;
import io.hookline.engine.runner.HookRunner;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A rule that an operator sets for the guards of some hooks: it changes some settings and leaves the others to less
 * specific rules. Immutable.
 *
 * <pre>{@code
 * engine.guard(List.of(GuardRule.forHook("org.example.audit").pool(4, 16, 4, Duration.ofMillis(50)).build()));
 * }</pre>
 */
public final class GuardRule {

    private final String hook;
    private final String point;
    private final @Nullable ErrorPolicy errorPolicy;
    private final @Nullable String runner;
    private final @Nullable Duration overrun;
    private final @Nullable Boolean interrupt;
    private final @Nullable Duration deadline;
    private final @Nullable BreakerUse breaker;
    private final @Nullable Integer failures;
    private final @Nullable Integer failurePercent;
    private final @Nullable Integer minimumCalls;
    private final @Nullable Duration window;
    private final @Nullable Duration openFor;
    private final @Nullable Integer probes;
    private final @Nullable Integer threads;
    private final @Nullable Integer queue;
    private final @Nullable Integer writtenOff;
    private final @Nullable Integer cpuPercent;
    private final @Nullable Integer allocatedMegabytes;
    private final @Nullable Duration nonBlockingLimit;

    private GuardRule(Builder builder) {
        this.hook = builder.hook;
        this.point = builder.point;
        this.errorPolicy = builder.errorPolicy;
        this.runner = builder.runner;
        this.overrun = builder.overrun;
        this.interrupt = builder.interrupt;
        this.deadline = builder.deadline;
        this.breaker = builder.breaker;
        this.failures = builder.failures;
        this.failurePercent = builder.failurePercent;
        this.minimumCalls = builder.minimumCalls;
        this.window = builder.window;
        this.openFor = builder.openFor;
        this.probes = builder.probes;
        this.threads = builder.threads;
        this.queue = builder.queue;
        this.writtenOff = builder.writtenOff;
        this.cpuPercent = builder.cpuPercent;
        this.allocatedMegabytes = builder.allocatedMegabytes;
        this.nonBlockingLimit = builder.nonBlockingLimit;
    }

    /** Starts a rule for the hooks that answer to a name, the hook's own or its plugin's; empty: for all. */
    public static Builder forHook(String name) {
        return new Builder().hook(name);
    }

    /** Starts a rule for all hooks. */
    public static Builder forAll() {
        return new Builder();
    }

    /** The name of the hook or plugin that it is for; empty: all. */
    public String hook() {
        return hook;
    }

    /** Whether the rule is for a hook. */
    public boolean matches(HookInfo info) {
        return (hook.isEmpty() || info.answersTo(hook)) && (point.isEmpty() || point.equals(info.point()));
    }

    /**
     * How specific it is for a hook that it matches: a hook's name counts most, then its plugin's, then the point's.
     */
    public int weight(HookInfo info) {
        int named = hook.isEmpty() ? 0 : hook.equals(info.name()) ? 4 : 2;
        return named + (point.isEmpty() ? 0 : 1);
    }

    /** The settings as this rule changes them. */
    public GuardSettings over(GuardSettings under) {
        return new GuardSettings(
                errorPolicy == null ? under.errorPolicy() : errorPolicy,
                or(runner, under.runner()),
                or(overrun, under.overrun()),
                or(interrupt, under.interrupt()),
                or(deadline, under.deadline()),
                or(breaker, under.breaker()),
                or(failures, under.failures()),
                or(failurePercent, under.failurePercent()),
                or(minimumCalls, under.minimumCalls()),
                or(window, under.window()),
                or(openFor, under.openFor()),
                or(probes, under.probes()),
                or(threads, under.threads()),
                or(queue, under.queue()),
                or(writtenOff, under.writtenOff()),
                or(cpuPercent, under.cpuPercent()),
                or(allocatedMegabytes, under.allocatedMegabytes()),
                or(nonBlockingLimit, under.nonBlockingLimit()));
    }

    private static <V> V or(@Nullable V mine, V otherwise) {
        return mine == null ? otherwise : mine;
    }

    /**
     * Collects the settings of a rule. A setting that is null, as each is at first, is left to less specific rules. For
     * one thread.
     */
    public static final class Builder {

        private String hook = "";
        private String point = "";
        private @Nullable ErrorPolicy errorPolicy;
        private @Nullable String runner;
        private @Nullable Duration overrun;
        private @Nullable Boolean interrupt;
        private @Nullable Duration deadline;
        private @Nullable BreakerUse breaker;
        private @Nullable Integer failures;
        private @Nullable Integer failurePercent;
        private @Nullable Integer minimumCalls;
        private @Nullable Duration window;
        private @Nullable Duration openFor;
        private @Nullable Integer probes;
        private @Nullable Integer threads;
        private @Nullable Integer queue;
        private @Nullable Integer writtenOff;
        private @Nullable Integer cpuPercent;
        private @Nullable Integer allocatedMegabytes;
        private @Nullable Duration nonBlockingLimit;

        private Builder() {}

        /** Name of a hook or plugin; empty: all. */
        public Builder hook(String name) {
            this.hook = name;
            return this;
        }

        /** Name of a point; empty: all. */
        public Builder at(String name) {
            this.point = name;
            return this;
        }

        /** What failures do. */
        public Builder errorPolicy(@Nullable ErrorPolicy value) {
            this.errorPolicy = value;
            return this;
        }

        /** Name of the runner that runs the hook. */
        public Builder runner(@Nullable String value) {
            this.runner = value;
            return this;
        }

        /** After which time a call of a watched hook hangs; zero: never. */
        public Builder overrun(@Nullable Duration value) {
            this.overrun = value;
            return this;
        }

        /** Whether the watchdog interrupts a call that hangs. */
        public Builder interrupt(@Nullable Boolean value) {
            this.interrupt = value;
            return this;
        }

        /** How long a caller waits for a hook that does not run on the caller's thread. */
        public Builder deadline(@Nullable Duration value) {
            this.deadline = value;
            return this;
        }

        /** Whether failures open the breaker. */
        public Builder breaker(@Nullable BreakerUse value) {
            this.breaker = value;
            return this;
        }

        /** How many failures within the window open the breaker; 0: the number does not count. */
        public Builder failures(@Nullable Integer value) {
            this.failures = value;
            return this;
        }

        /** At which percentage of failing calls the breaker opens; 0: the percentage does not count. */
        public Builder failurePercent(@Nullable Integer value) {
            this.failurePercent = value;
            return this;
        }

        /** How many calls the window must have seen before the percentage counts. */
        public Builder minimumCalls(@Nullable Integer value) {
            this.minimumCalls = value;
            return this;
        }

        /** Over how long failures are counted. */
        public Builder window(@Nullable Duration value) {
            this.window = value;
            return this;
        }

        /** How long an open breaker lets no call through, at first. */
        public Builder openFor(@Nullable Duration value) {
            this.openFor = value;
            return this;
        }

        /** How many calls must succeed before the breaker closes. */
        public Builder probes(@Nullable Integer value) {
            this.probes = value;
            return this;
        }

        /** How many threads of its own the hook has. */
        public Builder threads(@Nullable Integer value) {
            this.threads = value;
            return this;
        }

        /** How many calls may wait for one of them. */
        public Builder queue(@Nullable Integer value) {
            this.queue = value;
            return this;
        }

        /** How many calls may hang before the hook gets no more. */
        public Builder writtenOff(@Nullable Integer value) {
            this.writtenOff = value;
            return this;
        }

        /** How much of one core the plugin may use; 0: no limit. */
        public Builder cpuPercent(@Nullable Integer value) {
            this.cpuPercent = value;
            return this;
        }

        /** How many MB a second the plugin may allocate; 0: no limit. */
        public Builder allocatedMegabytes(@Nullable Integer value) {
            this.allocatedMegabytes = value;
            return this;
        }

        /**
         * How long a call may wait or compute if the hook declares that it never blocks; zero: no limit. Three calls
         * beyond it within a minute, or one that takes ten times as long, show that the hook does block.
         */
        public Builder nonBlockingLimit(@Nullable Duration value) {
            this.nonBlockingLimit = value;
            return this;
        }

        /** Runs hooks on the caller's thread, and nothing else. */
        public Builder inline() {
            return runner(HookRunner.INLINE);
        }

        /** Runs hooks on the caller's thread, where a call that takes longer counts as one that hangs. */
        public Builder watched(Duration longest) {
            return runner(HookRunner.WATCHED).overrun(longest).interrupt(false);
        }

        /** The same, and the watchdog interrupts such a call. */
        public Builder interrupted(Duration longest) {
            return watched(longest).interrupt(true);
        }

        /** Runs hooks on threads of their own, with a queue in front of them and a deadline for callers. */
        public Builder pool(int size, int waiting, int maxWrittenOff, Duration longest) {
            return runner(HookRunner.POOL)
                    .threads(size)
                    .queue(waiting)
                    .writtenOff(maxWrittenOff)
                    .deadline(longest);
        }

        /** The rule. */
        public GuardRule build() {
            return new GuardRule(this);
        }
    }
}
