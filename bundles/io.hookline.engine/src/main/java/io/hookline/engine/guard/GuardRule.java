package io.hookline.engine.guard;

import io.hookline.api.ErrorPolicy;
import io.hookline.engine.HookInfo;
import io.hookline.engine.guard.GuardSettings.BreakerUse;
import io.hookline.engine.guard.GuardSettings.Isolation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an operator says of the guard of some hooks. Immutable. What is null is left to less particular rules.
 *
 * @param hook name of a hook or plugin; empty: all
 * @param point name of a point; empty: all
 */
public record GuardRule(
        String hook,
        String point,
        @Nullable ErrorPolicy errorPolicy,
        @Nullable Isolation isolation,
        @Nullable Duration overrun,
        @Nullable Boolean interrupt,
        @Nullable Duration deadline,
        @Nullable BreakerUse breaker,
        @Nullable Integer failures,
        @Nullable Integer failurePercent,
        @Nullable Integer minimumCalls,
        @Nullable Duration window,
        @Nullable Duration openFor,
        @Nullable Integer probes,
        @Nullable Integer threads,
        @Nullable Integer queue,
        @Nullable Integer writtenOff,
        @Nullable Integer cpuPercent,
        @Nullable Integer allocatedMegabytes) {

    /** Whether the rule is about a hook. */
    public boolean matches(HookInfo info) {
        return (hook.isEmpty() || info.answersTo(hook)) && (point.isEmpty() || point.equals(info.point()));
    }

    /** How particular it is about a hook that it matches: a hook's name counts most, then its plugin's, then the point's. */
    public int weight(HookInfo info) {
        int named = hook.isEmpty() ? 0 : hook.equals(info.name()) ? 4 : 2;
        return named + (point.isEmpty() ? 0 : 1);
    }

    /** The settings as this rule would have them. */
    public GuardSettings over(GuardSettings under) {
        return new GuardSettings(
                errorPolicy == null ? under.errorPolicy() : errorPolicy,
                or(isolation, under.isolation()),
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
                or(allocatedMegabytes, under.allocatedMegabytes()));
    }

    private static <V> V or(@Nullable V mine, V otherwise) {
        return mine == null ? otherwise : mine;
    }
}
