package io.hookline.gateway.status;

/**
 * A target of an upstream.
 *
 * @param upstream the group's name, or the address
 * @param single whether it is an address that belongs to no group
 * @param target its address
 * @param state {@code up}, {@code ejected} or {@code unhealthy}
 * @param connections how many are open, or being opened
 * @param inFlight how many requests it has now
 * @param calls how many requests were sent to it
 * @param failures how many of them failed because of it
 * @param reason what failed last, and why it is not up; empty if nothing has failed
 */
public record TargetStatus(
        String upstream,
        boolean single,
        String target,
        String state,
        int weight,
        int connections,
        int inFlight,
        long calls,
        long failures,
        String reason) {}
