package io.hookline.gateway.status;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a server since it started.
 *
 * @param inFlight how many are being served now
 * @param statuses how many have ended with each status; 499 if the client left before there was one
 * @param complete how many clients got the whole response
 * @param brokenOff how many responses were broken off
 * @param clientGone how many clients left before
 * @param bytesReceived the bytes of all request bodies
 * @param bytesSent the bytes of all response bodies
 * @param latencies how long they took, from the request's head to the end of the response, one for each class of
 *     statuses that has occurred
 * @since 1.1
 */
public record TrafficStatus(
        int inFlight,
        Map<Integer, Long> statuses,
        long complete,
        long brokenOff,
        long clientGone,
        long bytesReceived,
        long bytesSent,
        List<Latency> latencies) {

    /** Copies the collections. */
    public TrafficStatus {
        statuses = Map.copyOf(statuses);
        latencies = List.copyOf(latencies);
    }

    /**
     * How long the requests of one class of statuses took.
     *
     * @param statusClass the first digit of the statuses
     * @param totalNanos the sum of their times
     * @param buckets in ascending order; the last one has no bound
     */
    public record Latency(int statusClass, long totalNanos, List<Bucket> buckets) {

        /** Copies the list. */
        public Latency {
            buckets = List.copyOf(buckets);
        }
    }

    /**
     * Requests that took about as long as each other.
     *
     * @param boundNanos the longest time that belongs here; {@link Long#MAX_VALUE} for any
     * @param count how many there were; those of lower buckets are not among them
     * @param example the latest of them that was traced; null if none was
     */
    public record Bucket(long boundNanos, long count, @Nullable Example example) {}

    /**
     * A request that was traced.
     *
     * @param traceId 32 hexadecimal digits
     * @param spanId 16 hexadecimal digits
     * @param nanos how long it took
     * @param at when it ended
     */
    public record Example(String traceId, String spanId, long nanos, Instant at) {}
}
