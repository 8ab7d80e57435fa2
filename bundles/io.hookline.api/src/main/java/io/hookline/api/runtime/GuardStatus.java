package io.hookline.api.runtime;

import io.hookline.api.ErrorPolicy;

/**
 * How a hook is guarded, and what its guard measures.
 *
 * @param name the hook's name within its plugin
 * @param plugin symbolic name of its bundle
 * @param version its bundle's version
 * @param point name of the hook point
 * @param errorPolicy what its failures do there: the policy of its guard rule, or else of the point; always ABORT for a
 *     hook that the point requires
 * @param isolation name of the runner that runs the hook, or that its rules name while calls are refused
 * @param limits its limits, in words
 * @param blocking whether it may block its callers
 * @param breaker state of its breaker
 * @param reason why the breaker is not closed, why the runner that the rules name does not run the hook, or why the
 *     hook no longer counts as non-blocking; empty if all is well
 * @param probeInMillis how long until an open breaker lets a test call through; 0 if it is not open
 * @param refusedCalls how many calls were refused, because the breaker was open or its threads were busy
 * @param hanging how many calls hang
 * @param cpuPercent percent of one core that the hook used in the latest second, estimated from measured calls
 * @param allocatedMegabytes megabytes a second that it allocated, estimated from measured calls
 */
public record GuardStatus(
        String name,
        String plugin,
        String version,
        String point,
        ErrorPolicy errorPolicy,
        String isolation,
        String limits,
        Blocking blocking,
        BreakerState breaker,
        String reason,
        long probeInMillis,
        long refusedCalls,
        int hanging,
        double cpuPercent,
        double allocatedMegabytes) {}
