package io.hookline.audit.internal.buffer;

import io.hookline.audit.AuditRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Records that wait for the spool: a bounded queue without locks. Any thread puts, one thread takes. The bounds hold up
 * to one record for each thread that puts at the same time.
 */
public final class AuditBuffer {

    private static final int OBJECT_BYTES = 200;

    private final ConcurrentLinkedQueue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger records = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong droppedOldest = new AtomicLong();
    private final AtomicLong droppedNewest = new AtomicLong();
    private volatile BufferLimits limits;
    private volatile @Nullable Thread taker;
    /** The taker has seen an empty queue, or is about to look. */
    private volatile boolean isIdle;

    private volatile boolean isClosed;

    /** Empty. */
    public AuditBuffer(BufferLimits limits) {
        this.limits = limits;
    }

    /** Puts a record behind the others, or drops one, by the limits. Never blocks. */
    public void put(AuditRecord record) {
        int size = size(record);
        BufferLimits now = limits;
        if (isClosed || size > now.bytes()) {
            droppedNewest.incrementAndGet();
            return;
        }
        while (records.get() >= now.records() || bytes.get() + size > now.bytes()) {
            if (now.overflow() != Overflow.DROP_OLDEST) {
                droppedNewest.incrementAndGet();
                return;
            }
            if (poll() == null) {
                // Others have emptied it.
                break;
            }
            droppedOldest.incrementAndGet();
        }
        int count = records.incrementAndGet();
        long sum = bytes.addAndGet(size);
        queue.add(new Waiting(record, size, System.nanoTime()));
        accepted.incrementAndGet();
        if (isIdle || count >= now.flushRecords() || sum >= now.flushBytes()) {
            LockSupport.unpark(taker);
        }
    }

    /**
     * Waits until records are due, and takes them: the oldest first, as many as are written at once. Called by one
     * thread.
     *
     * @return empty once the buffer is closed and empty
     */
    public List<AuditRecord> take() {
        taker = Thread.currentThread();
        List<AuditRecord> batch = List.of();
        while (batch.isEmpty() && !(isClosed && queue.isEmpty())) {
            awaitDue();
            batch = takeDue();
        }
        return batch;
    }

    /** Replaces the limits; records that wait stay. */
    public void setLimits(BufferLimits newLimits) {
        limits = newLimits;
        LockSupport.unpark(taker);
    }

    /** The limits. */
    public BufferLimits limits() {
        return limits;
    }

    /** Takes no more records; what waits can still be taken. */
    public void close() {
        isClosed = true;
        LockSupport.unpark(taker);
    }

    /** How many records wait. */
    public int records() {
        return records.get();
    }

    /** Their size in bytes, about. */
    public long bytes() {
        return bytes.get();
    }

    /** How many records were taken in. */
    public long accepted() {
        return accepted.get();
    }

    /** How many were dropped to make room. */
    public long droppedOldest() {
        return droppedOldest.get();
    }

    /** How many were not taken in. */
    public long droppedNewest() {
        return droppedNewest.get();
    }

    private List<AuditRecord> takeDue() {
        BufferLimits now = limits;
        List<AuditRecord> batch = new ArrayList<>();
        long sum = 0;
        while (batch.size() < now.flushRecords() && sum < now.flushBytes()) {
            Waiting next = poll();
            if (next == null) {
                break;
            }
            batch.add(next.record());
            sum += next.size();
        }
        return batch;
    }

    /** Ends by its conditions alone: an interrupt is forgotten. */
    private void awaitDue() {
        while (!isClosed && !isDue()) {
            Waiting oldest = queue.peek();
            isIdle = oldest == null;
            if (oldest == null && queue.peek() == null && !isClosed) {
                LockSupport.park(this);
            } else if (oldest != null) {
                LockSupport.parkNanos(this, Math.max(1, nanosLeft(oldest)));
            }
            isIdle = false;
            // A thread that is interrupted does not park.
            Thread.interrupted();
        }
    }

    private boolean isDue() {
        Waiting oldest = queue.peek();
        BufferLimits now = limits;
        return oldest != null
                && (nanosLeft(oldest) <= 0 || records.get() >= now.flushRecords() || bytes.get() >= now.flushBytes());
    }

    private long nanosLeft(Waiting oldest) {
        return TimeUnit.MILLISECONDS.toNanos(limits.flushMillis()) - (System.nanoTime() - oldest.sinceNanos());
    }

    private @Nullable Waiting poll() {
        Waiting next = queue.poll();
        if (next != null) {
            records.decrementAndGet();
            bytes.addAndGet(-next.size());
        }
        return next;
    }

    private static int size(AuditRecord record) {
        int characters = record.source().length()
                + record.actor().length()
                + record.action().length()
                + record.resource().length()
                + record.reason().length()
                + record.callId().length()
                + record.traceId().length();
        for (String release : record.releases()) {
            characters += release.length();
        }
        for (var field : record.fields().entrySet()) {
            characters += field.getKey().length() + field.getValue().length();
        }
        return OBJECT_BYTES + characters;
    }

    private record Waiting(AuditRecord record, int size, long sinceNanos) {}
}
