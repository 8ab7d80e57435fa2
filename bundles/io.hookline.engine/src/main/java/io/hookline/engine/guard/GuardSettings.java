package io.hookline.engine.guard;

import io.hookline.api.ErrorPolicy;
import io.hookline.engine.runner.HookRunner;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a hook is guarded. Immutable.
 *
 * @param errorPolicy what its failures do; null: what the point says
 * @param runner name of the {@link HookRunner} that runs it
 * @param overrun after which time the watchdog takes a call of a watched hook for one that hangs; zero: never
 * @param interrupt whether the watchdog interrupts such a call
 * @param deadline how long a caller waits for a hook that does not run on the caller's thread
 * @param breaker whether failures open the breaker
 * @param failures how many failures within the window open it; 0: the number does not count
 * @param failurePercent at which percentage of failing calls within the window it opens; 0: the percentage does not
 *     count
 * @param minimumCalls how many calls the window must have seen before the percentage counts
 * @param window over how long failures are counted
 * @param openFor how long an open breaker lets no call through; doubles with each attempt that fails
 * @param probes how many calls must succeed before it closes
 * @param threads how many threads of its own the hook has, if any
 * @param queue how many calls may wait for one of them
 * @param writtenOff how many calls may go on past their deadline before the hook gets no more
 * @param cpuPercent how much of one core its plugin may use; 0: no limit
 * @param allocatedMegabytes how many MB a second its plugin may allocate; 0: no limit
 * @param nonBlockingLimit how long a call may wait or compute if the hook declares that it never blocks; zero: no limit
 */
public record GuardSettings(
        @Nullable ErrorPolicy errorPolicy,
        String runner,
        Duration overrun,
        boolean interrupt,
        Duration deadline,
        BreakerUse breaker,
        int failures,
        int failurePercent,
        int minimumCalls,
        Duration window,
        Duration openFor,
        int probes,
        int threads,
        int queue,
        int writtenOff,
        int cpuPercent,
        int allocatedMegabytes,
        Duration nonBlockingLimit) {

    /** The settings of a hook without rules. */
    public static final GuardSettings DEFAULT = new GuardSettings(
            null,
            HookRunner.WATCHED,
            Duration.ofSeconds(10),
            false,
            Duration.ofSeconds(1),
            BreakerUse.AUTO,
            0,
            50,
            20,
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            3,
            4,
            16,
            4,
            0,
            0,
            Duration.ofMillis(20));

    /** Whether failures under a policy count towards opening the breaker. */
    public boolean countsFailures(ErrorPolicy policy) {
        return switch (breaker) {
            case ON -> true;
            case OFF -> false;
            // Where a failure fails the call, a hook may refuse the call by throwing, which must not count.
            case AUTO -> policy != ErrorPolicy.ABORT;
        };
    }

    /** The same settings with another runner. */
    public GuardSettings withRunner(String name) {
        return new GuardSettings(
                errorPolicy,
                name,
                overrun,
                interrupt,
                deadline,
                breaker,
                failures,
                failurePercent,
                minimumCalls,
                window,
                openFor,
                probes,
                threads,
                queue,
                writtenOff,
                cpuPercent,
                allocatedMegabytes,
                nonBlockingLimit);
    }

    /** Whether failures open the breaker. */
    public enum BreakerUse {
        /** Where the error policy is skip or fallback. */
        AUTO,
        /** Everywhere. */
        ON,
        /** Nowhere; a hook that hangs or breaks its contract still opens it. */
        OFF
    }
}
