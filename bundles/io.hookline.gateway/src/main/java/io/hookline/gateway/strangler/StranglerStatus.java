package io.hookline.gateway.strangler;

import java.time.Instant;
import java.util.List;

/**
 * A migration.
 *
 * @param from the old upstream
 * @param to the new upstream
 * @param percent the share of the new upstream
 * @param state {@code shadow} (at 0 %), {@code moving}, {@code moved} (at 100 %), or {@code refused}
 * @param paused whether no step forward follows by itself
 * @param steps percents, behind 0
 * @param verdict what the requests of both sides tell, or why the migration is refused
 * @param before the old side
 * @param after the new side, without copies
 * @param shadow copies
 * @param differences those that were seen last come first; at most 20
 */
public record StranglerStatus(
        String name,
        String route,
        String from,
        String to,
        int percent,
        String state,
        boolean paused,
        List<Integer> steps,
        String verdict,
        Side before,
        Side after,
        Shadow shadow,
        List<Difference> differences) {

    /** Copies the lists. */
    public StranglerStatus {
        steps = List.copyOf(steps);
        differences = List.copyOf(differences);
    }

    /**
     * The calls of a side since the gateway's bundle started, or the migration began.
     *
     * @param failures no answer, a status from 500, or a body that broke off
     * @param p50Micros time to the head of the response, in microseconds, at most an eighth too high; -1 if unknown
     * @param p99Micros the same for 99 of 100
     */
    public record Side(long calls, long failures, long p50Micros, long p99Micros) {}

    /**
     * Copies of requests to the old side.
     *
     * @param answers the new side's answers to them
     * @param leftOut not sent, because too many were under way
     * @param underWay not compared yet
     * @param same compared without a difference
     * @param different compared with a difference
     * @param noAnswer to which the new side gave none
     * @param uncompared whose bodies could not be compared
     */
    public record Shadow(
            Side answers,
            long copies,
            long leftOut,
            int underWay,
            long same,
            long different,
            long noAnswer,
            long uncompared) {}

    /**
     * A request to which the two sides gave different responses.
     *
     * @param at when it was seen last
     * @param count how often it was seen since it is kept
     * @param path of the last request, without the query
     * @param what where they differ, without the values
     */
    public record Difference(Instant at, long count, String method, String path, String what) {}
}
