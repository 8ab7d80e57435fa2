package io.hookline.api.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hook in a chain, or standing by.
 *
 * @param name the hook's name within its plugin
 * @param plugin symbolic name of its bundle
 * @param version its bundle's version
 * @param bundleId id of its bundle; of a release that is not a bundle, its instance
 * @param serviceId its service's id
 * @param ranking its {@code service.ranking}
 * @param before plugins or hooks that it has to run ahead of
 * @param after plugins or hooks that it has to run behind
 * @param calls how often it was called since it joined
 * @param failures how many of these calls threw
 * @param lastFailure what the latest failed call threw, or null
 * @param inFlight how many calls are in its chain now, whether they run this hook or another one; a call of an
 *     asynchronous method counts until its stage is complete
 * @param latency how long its calls take, by those that were timed
 * @param guard how it is guarded; null if it is not
 */
public record HookStatus(
        String name,
        String plugin,
        String version,
        long bundleId,
        long serviceId,
        int ranking,
        List<String> before,
        List<String> after,
        long calls,
        long failures,
        @Nullable String lastFailure,
        long inFlight,
        Latency latency,
        @Nullable GuardStatus guard) {

    /** Copies the lists. */
    public HookStatus {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /**
     * How long the calls of a hook take, in nanoseconds. At each point one call in a tenth of a second is timed, and
     * every call while a flight recording takes {@code io.hookline.HookCall} events. The time of a hook that wraps
     * others includes what it wraps. An asynchronous call is timed until its stage is complete, or until its method
     * returned if the hook wraps others.
     *
     * @param samples how many calls were timed; if none, the other values are 0
     * @param p50Nanos the median
     * @param p99Nanos the 99th percentile
     * @param maxNanos the longest
     */
    public record Latency(long samples, long p50Nanos, long p99Nanos, long maxNanos) {}
}
