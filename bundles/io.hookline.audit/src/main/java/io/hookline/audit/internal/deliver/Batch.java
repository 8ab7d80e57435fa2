package io.hookline.audit.internal.deliver;

import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records that were read for an output and are not yet settled, oldest first. Not safe for use by several threads.
 */
final class Batch {

    private List<AuditEntry> pending = new ArrayList<>();
    /** Behind the last record that was read. */
    private long end;

    Batch(long end) {
        this.end = end;
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    /** The first ones. */
    List<AuditEntry> first(int most) {
        return List.copyOf(pending.subList(0, Math.min(most, pending.size())));
    }

    void add(AuditEntry entry) {
        pending.add(entry);
    }

    /** Takes a record back that could not be settled. */
    void putBack(AuditEntry entry) {
        pending.add(entry);
        pending.sort(Comparator.comparingLong(AuditEntry::sequence));
    }

    void readTo(long sequence) {
        end = sequence;
    }

    /** The sequence of the first record that is still needed. */
    long cursor() {
        return pending.isEmpty() ? end : pending.get(0).sequence();
    }

    /**
     * Takes the results of the first records.
     *
     * @param results null if there are none, with {@code failure} as the reason
     */
    Outcome settle(List<AuditEntry> sent, @Nullable List<Delivery> results, String failure) {
        List<AuditEntry> left = new ArrayList<>();
        List<Rejection> rejected = new ArrayList<>();
        Duration pause = Duration.ZERO;
        String reason = "";
        int done = 0;
        boolean isComplete = results != null && results.size() == sent.size();
        for (int i = 0; i < sent.size(); i++) {
            AuditEntry entry = sent.get(i);
            Delivery result = !isComplete || results == null
                    ? Delivery.retry(
                            results == null
                                    ? failure
                                    : "the output gave " + results.size() + " results for " + sent.size() + " records")
                    : results.get(i);
            if (result instanceof Delivery.Done) {
                done++;
            } else if (result instanceof Delivery.Rejected wrong) {
                rejected.add(new Rejection(entry, wrong.reason()));
            } else if (result instanceof Delivery.Retry again) {
                left.add(entry);
                reason = again.reason();
                pause = again.pause().compareTo(pause) > 0 ? again.pause() : pause;
            }
        }
        int retried = left.size();
        left.addAll(pending.subList(sent.size(), pending.size()));
        pending = left;
        return new Outcome(done, rejected, retried, pause, reason);
    }

    /**
     * A record that was rejected.
     *
     * @param entry the record
     * @param reason why
     */
    record Rejection(AuditEntry entry, String reason) {}

    /**
     * What a delivery has brought.
     *
     * @param done how many arrived
     * @param rejected those that were rejected
     * @param retried how many are tried again
     * @param pause what the receiver asked for
     * @param reason why they are tried again
     */
    record Outcome(int done, List<Rejection> rejected, int retried, Duration pause, String reason) {}
}
