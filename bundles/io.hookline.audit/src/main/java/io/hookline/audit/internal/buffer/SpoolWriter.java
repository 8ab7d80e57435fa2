package io.hookline.audit.internal.buffer;

import io.hookline.audit.AuditRecord;
import io.hookline.audit.internal.json.RecordJson;
import io.hookline.audit.internal.json.RoutedRecord;
import io.hookline.audit.internal.spool.Spool;
import io.hookline.audit.internal.spool.SpooledRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings records from the buffer into the spool, many at once, on a thread of its own. While the disk refuses, the
 * batch is kept and tried again, and the buffer fills.
 */
public final class SpoolWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolWriter.class);
    private static final long FIRST_PAUSE_MS = 50;
    private static final long LONGEST_PAUSE_MS = 5_000;
    private static final long CLOSE_TIMEOUT_MS = 10_000;

    private final AuditBuffer buffer;
    private final Spool spool;
    private final Function<AuditRecord, RoutedRecord> router;
    private final Runnable onSynced;
    private final Consumer<SpooledRecord> onLost;
    private final Thread thread = new Thread(this::run, "hookline-audit-writer");
    private final ExecutorService syncer =
            Executors.newSingleThreadExecutor(task -> daemon(task, "hookline-audit-sync"));
    private final AtomicBoolean isSyncDue = new AtomicBoolean();
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong unrouted = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private volatile SpoolLimits limits;
    private volatile String problem = "";
    private volatile boolean isGivenUp;

    /**
     * Starts the thread.
     *
     * @param router says where a record goes; a record without a target is not written
     * @param onSynced called when readers see more
     * @param onLost gets each record that makes room for new ones
     */
    public SpoolWriter(
            AuditBuffer buffer,
            Spool spool,
            SpoolLimits limits,
            Function<AuditRecord, RoutedRecord> router,
            Runnable onSynced,
            Consumer<SpooledRecord> onLost) {
        this.buffer = buffer;
        this.spool = spool;
        this.limits = limits;
        this.router = router;
        this.onSynced = onSynced;
        this.onLost = onLost;
        thread.setDaemon(true);
        thread.start();
    }

    /** Replaces the limits. */
    public void setLimits(SpoolLimits newLimits) {
        limits = newLimits;
    }

    /** How many records were written. */
    public long written() {
        return written.get();
    }

    /** How many records no route has taken. */
    public long unrouted() {
        return unrouted.get();
    }

    /** How many records were dropped because the spool is full, or they are too long, or cannot be routed. */
    public long dropped() {
        return dropped.get();
    }

    /** Why the disk refuses now; empty if it does not. */
    public String problem() {
        return problem;
    }

    /** Writes what waits, within ten seconds, and ends. Close the buffer first. */
    @Override
    public void close() {
        boolean isDone = false;
        try {
            thread.join(CLOSE_TIMEOUT_MS);
            isDone = !thread.isAlive();
            isGivenUp = true;
            thread.interrupt();
            syncer.shutdown();
            isDone &= syncer.awaitTermination(CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!isDone) {
            LOG.warn("audit records that waited in memory are lost: the disk did not take them in time; {}", problem);
        }
    }

    private void run() {
        for (List<AuditRecord> batch = buffer.take(); !batch.isEmpty(); batch = buffer.take()) {
            List<byte[]> payloads = payloads(batch);
            if (!payloads.isEmpty()) {
                write(payloads);
            }
        }
    }

    private List<byte[]> payloads(List<AuditRecord> batch) {
        List<byte[]> payloads = new ArrayList<>(batch.size());
        for (AuditRecord record : batch) {
            byte[] payload = payload(record);
            if (payload != null) {
                payloads.add(payload);
            }
        }
        return payloads;
    }

    private byte @Nullable [] payload(AuditRecord record) {
        try {
            RoutedRecord routed = router.apply(record);
            if (routed.targets().isEmpty()) {
                unrouted.incrementAndGet();
                return null;
            }
            byte[] payload = RecordJson.encode(routed, Spool.MOST_RECORD_BYTES);
            if (payload.length <= Spool.MOST_RECORD_BYTES) {
                return payload;
            }
            LOG.warn("an audit record of {} bytes is dropped: {} is the most", payload.length, Spool.MOST_RECORD_BYTES);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.warn("an audit record is dropped, because it cannot be routed", e);
        }
        dropped.incrementAndGet();
        return null;
    }

    private void write(List<byte[]> payloads) {
        if (!untilDone(() -> append(payloads))) {
            dropped.addAndGet(payloads.size());
        } else if (buffer.limits().overflow() != Overflow.SPILL) {
            sync();
        } else if (isSyncDue.compareAndSet(false, true)) {
            syncer.execute(() -> {
                isSyncDue.set(false);
                sync();
            });
        }
    }

    private void append(List<byte[]> payloads) throws IOException {
        if (makeRoom(payloads)) {
            spool.append(payloads);
            written.addAndGet(payloads.size());
        } else {
            dropped.addAndGet(payloads.size());
        }
    }

    private void sync() {
        if (untilDone(spool::sync)) {
            onSynced.run();
        }
    }

    /** Tries until the disk does it, or the writer is closed. */
    private boolean untilDone(DiskAction action) {
        long pause = FIRST_PAUSE_MS;
        while (true) {
            try {
                action.run();
                if (!problem.isEmpty()) {
                    LOG.info("the audit spool can be written again");
                    problem = "";
                }
                return true;
            } catch (IOException e) {
                if (problem.isEmpty()) {
                    LOG.error(
                            "the audit spool cannot be written, records wait in memory until it can: {}", e.toString());
                }
                problem = e.toString();
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                if (isGivenUp) {
                    return false;
                }
            }
            pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
        }
    }

    private boolean makeRoom(List<byte[]> payloads) throws IOException {
        SpoolLimits now = limits;
        long needed = payloads.stream().mapToLong(payload -> payload.length).sum();
        while (spool.bytes() + needed > now.bytes()) {
            if (!now.dropOldest() || !spool.dropOldest(onLost)) {
                return false;
            }
        }
        return true;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** What may be tried again. */
    private interface DiskAction {

        void run() throws IOException;
    }
}
