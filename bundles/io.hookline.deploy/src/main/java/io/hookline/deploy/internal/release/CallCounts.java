package io.hookline.deploy.internal.release;

import io.hookline.engine.release.ReleaseHook;
import java.util.List;

/**
 * How the hooks of a release did.
 *
 * @param calls how often they were called
 * @param failures how many of these calls threw
 * @param p99Nanos the 99th percentile of the slowest hook; 0 if none was timed
 */
public record CallCounts(long calls, long failures, long p99Nanos) {

    /** Never called. */
    public static final CallCounts NONE = new CallCounts(0, 0, 0);

    /** The counts of some hooks. */
    public static CallCounts of(List<ReleaseHook> hooks) {
        return new CallCounts(
                hooks.stream().mapToLong(ReleaseHook::calls).sum(),
                hooks.stream().mapToLong(ReleaseHook::failures).sum(),
                hooks.stream()
                        .mapToLong(hook -> hook.latencies().getTotalCount() == 0
                                ? 0
                                : hook.latencies().getValueAtPercentile(99))
                        .max()
                        .orElse(0));
    }
}
