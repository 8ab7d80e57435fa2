package io.hookline.engine.guard;

import io.hookline.api.ErrorPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a hook is guarded. Immutable.
 *
 * @param errorPolicy what its failures do; null: what the point says
 * @param isolation on which thread it runs, and who watches it
 * @param overrun after which time the watchdog takes a call of a watched hook for one that hangs; zero: never
 * @param interrupt whether the watchdog interrupts such a call
 * @param deadline how long a caller waits for a hook that has threads of its own
 * @param breaker whether failures open the breaker
 * @param failures how many failures within the window open it; 0: however many
 * @param failurePercent at which part of failing calls within the window it opens; 0: at none
 * @param minimumCalls how many calls the window must have seen before that part counts
 * @param window over how long failures are counted
 * @param openFor how long an open breaker lets no call through; doubles with each attempt that fails
 * @param probes how many calls must succeed before it closes
 * @param threads how many threads of its own the hook has, if it has any
 * @param queue how many calls may wait for one of them
 * @param writtenOff how many calls may go on past their deadline before the hook gets no more
 * @param cpuPercent how much of one core its plugin may use; 0: any
 * @param allocatedMegabytes how many MB a second its plugin may allocate; 0: any
 */
public record GuardSettings(
        @Nullable ErrorPolicy errorPolicy,
        Isolation isolation,
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
        int allocatedMegabytes) {

    /** What holds where no rule says otherwise. */
    public static final GuardSettings DEFAULT = new GuardSettings(
            null,
            Isolation.WATCHED,
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
            0);

    /** Whether failures under a policy count towards opening the breaker. */
    public boolean countsFailures(ErrorPolicy policy) {
        return switch (breaker) {
            case ON -> true;
            case OFF -> false;
            // Where a failure fails the call, throwing may be how a hook refuses it; that must not add up.
            case AUTO -> policy != ErrorPolicy.ABORT;
        };
    }

    /** Whether threads of a hook's own would be the same under other settings. */
    public boolean hasPoolOf(GuardSettings other) {
        return deadline.equals(other.deadline)
                && threads == other.threads
                && queue == other.queue
                && writtenOff == other.writtenOff;
    }

    /** On which thread a hook runs, and who watches it. */
    public enum Isolation {
        /** On the caller's, and nobody watches. */
        INLINE,
        /** On the caller's; the watchdog looks for calls that hang. */
        WATCHED,
        /** On one of its own, with a deadline for the caller. */
        POOL
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
