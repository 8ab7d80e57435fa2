package io.hookline.audit.internal.deliver;

import io.hookline.audit.internal.json.RecordJson;
import io.hookline.audit.internal.spool.Cursors;
import io.hookline.audit.internal.spool.Spool;
import io.hookline.audit.internal.spool.SpoolReader;
import io.hookline.audit.internal.spool.SpooledRecord;
import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.Delivery;
import io.hookline.audit.status.OutputState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the records of one output from the spool to it, on a thread of its own, at its own pace.
 *
 * <pre>
 * read a batch ─► deliver ─► done: the cursor moves
 *       ▲            ├─ rejected: dead letter, then the cursor moves
 *       │            └─ retry: pause, then the same records again
 *       └── nothing to read: wait
 * </pre>
 */
final class OutputWorker {

    private static final Logger LOG = LoggerFactory.getLogger(OutputWorker.class);
    /** After so many records for others the cursor is written without a delivery. */
    private static final long CURSOR_STEP = 1_000;
    /** After so long without a record it is written, too. */
    private static final long CURSOR_PAUSE_MS = 5_000;

    private static final long FOREVER = Long.MAX_VALUE;

    private static final long CLOSE_TIMEOUT_MS = 5_000;

    private final String name;
    private final Spool spool;
    private final Cursors cursors;
    private final DeadLetters deadLetters;
    private final Supplier<DeliverySettings> settings;
    private final Runnable onCursor;
    private final OutputSlot slot = new OutputSlot();
    private final Backoff backoff;
    private final Thread thread;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong retried = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private volatile long cursor;
    private volatile long position;
    private volatile long readTo;
    private volatile long damaged;
    private volatile OutputState state = OutputState.IDLE;
    private volatile String problem = "";
    private boolean isSignalled;
    private boolean hasRecords;
    private boolean isClosed;

    OutputWorker(
            String name,
            Spool spool,
            Cursors cursors,
            DeadLetters deadLetters,
            Supplier<DeliverySettings> settings,
            RandomGenerator random,
            Runnable onCursor)
            throws IOException {
        this.name = name;
        this.spool = spool;
        this.cursors = cursors;
        this.deadLetters = deadLetters;
        this.settings = settings;
        this.onCursor = onCursor;
        this.backoff = new Backoff(random);
        long first = spool.first();
        this.cursor = Math.min(Math.max(cursors.read(name).orElse(first), first), spool.next());
        this.position = cursor;
        this.readTo = cursor;
        cursors.write(name, cursor);
        this.thread = new Thread(this::run, "hookline-audit-" + name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    OutputSlot slot() {
        return slot;
    }

    /** There may be something to do: records, another service, other settings. Ends a pause between attempts. */
    synchronized void signal() {
        isSignalled = true;
        notifyAll();
    }

    /** There are further records. Ends no pause between attempts. */
    synchronized void signalRecords() {
        hasRecords = true;
        notifyAll();
    }

    void close() {
        synchronized (this) {
            isClosed = true;
            notifyAll();
        }
        try {
            thread.join(CLOSE_TIMEOUT_MS);
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(CLOSE_TIMEOUT_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn("the audit output {} does not end a delivery, even if it is interrupted", name);
        }
    }

    String name() {
        return name;
    }

    /** The first record that it needs after a crash. */
    long cursor() {
        return cursor;
    }

    /** The first record that it has not passed. */
    long position() {
        return position;
    }

    OutputState state() {
        return state;
    }

    String problem() {
        return problem;
    }

    long sent() {
        return sent.get();
    }

    long retried() {
        return retried.get();
    }

    long rejected() {
        return rejected.get();
    }

    /** Records that were lost for this output: the spool or the dead letters were full, or the disk is damaged. */
    long dropped() {
        return dropped.get() + damaged;
    }

    /** A record leaves the spool before its time. */
    void onLost(SpooledRecord record) {
        if (record.sequence() >= readTo && RecordJson.isFor(name, record.payload())) {
            dropped.incrementAndGet();
        }
    }

    private void run() {
        Batch batch = new Batch(cursor);
        try (SpoolReader reader = spool.reader(cursor)) {
            while (!isClosed()) {
                try {
                    step(reader, batch);
                } catch (IOException e) {
                    fail("the disk: " + e, Duration.ZERO);
                } catch (RuntimeException e) {
                    LOG.error("the delivery to the audit output {} failed, and is tried again", name, e);
                    fail(e.toString(), Duration.ZERO);
                }
            }
        } catch (IOException e) {
            LOG.warn("a segment of the audit spool cannot be closed: {}", e.toString());
        } catch (InterruptedException e) {
            // Only close interrupts, and the thread ends.
            Thread.currentThread().interrupt();
        }
    }

    private void step(SpoolReader reader, Batch batch) throws IOException, InterruptedException {
        if (batch.isEmpty()) {
            read(reader, batch);
        }
        if (batch.isEmpty()) {
            if (batch.cursor() - cursor >= CURSOR_STEP) {
                move(batch.cursor());
            }
            if (!pause(OutputState.IDLE, batch.cursor() == cursor ? FOREVER : CURSOR_PAUSE_MS)) {
                move(batch.cursor());
            }
            return;
        }
        if (!slot.isPresent()) {
            pause(OutputState.NO_PLUGIN, FOREVER);
            return;
        }
        deliver(batch);
    }

    private void deliver(Batch batch) throws IOException, InterruptedException {
        DeliverySettings now = settings.get();
        boolean isTrial = backoff.failures() >= now.breakerFailures();
        List<AuditEntry> entries = batch.first(isTrial ? 1 : now.batchRecords());
        state = OutputState.DELIVERING;
        List<Delivery> results = null;
        String failure = "";
        try {
            results = slot.deliver(entries);
            if (results == null) {
                return;
            }
        } catch (InterruptedException e) {
            if (isClosed()) {
                throw e;
            }
            failure = "it was interrupted";
        } catch (Exception | LinkageError | StackOverflowError e) {
            failure = e.toString();
        }
        if (Thread.interrupted() && isClosed()) {
            // A channel would be closed by the interrupt. What was delivered now is delivered again.
            throw new InterruptedException();
        }
        Batch.Outcome outcome = settle(batch, entries, results, failure);
        if (outcome.done() > 0 || !outcome.rejected().isEmpty()) {
            backoff.reset();
        }
        if (outcome.retried() > 0) {
            fail(outcome.reason(), outcome.pause());
        } else {
            problem = "";
        }
    }

    /** The dead letters are on the disk before the cursor passes them. */
    private Batch.Outcome settle(
            Batch batch, List<AuditEntry> entries, @Nullable List<Delivery> results, String failure)
            throws IOException {
        Batch.Outcome outcome = batch.settle(entries, results, failure);
        sent.addAndGet(outcome.done());
        retried.addAndGet(outcome.retried());
        for (Batch.Rejection one : outcome.rejected()) {
            bury(batch, one);
        }
        move(batch.cursor());
        return outcome;
    }

    private void bury(Batch batch, Batch.Rejection one) throws IOException {
        boolean isThere;
        try {
            isThere = deadLetters.add(
                    name, one.entry(), one.reason(), settings.get().deadLetterBytes());
        } catch (IOException e) {
            batch.putBack(one.entry());
            throw e;
        }
        rejected.incrementAndGet();
        if (!isThere) {
            dropped.incrementAndGet();
            LOG.error(
                    "the dead letters of the audit output {} are full, record {} is lost: replay or delete them",
                    name,
                    one.entry().sequence());
        }
    }

    private void read(SpoolReader reader, Batch batch) throws IOException {
        DeliverySettings now = settings.get();
        long bytes = 0;
        int count = 0;
        while (count < now.batchRecords() && bytes < now.batchBytes()) {
            SpooledRecord record = reader.next();
            damaged = reader.damaged();
            batch.readTo(reader.sequence());
            readTo = reader.sequence();
            position = batch.cursor();
            if (record == null) {
                return;
            }
            AuditEntry entry = RecordJson.entry(name, record.sequence(), record.payload());
            if (entry != null) {
                batch.add(entry);
                position = batch.cursor();
                bytes += record.payload().length;
                count++;
            }
        }
    }

    private void move(long to) throws IOException {
        position = to;
        if (to != cursor) {
            cursors.write(name, to);
            cursor = to;
            onCursor.run();
        }
    }

    private void fail(String reason, Duration asked) throws InterruptedException {
        DeliverySettings now = settings.get();
        long millis = backoff.nextMillis(now, asked);
        if (problem.isEmpty()) {
            LOG.warn("the audit output {} fails; its records wait in the spool and are tried again: {}", name, reason);
        }
        problem = reason;
        pause(backoff.failures() >= now.breakerFailures() ? OutputState.OPEN : OutputState.RETRYING, millis);
    }

    /**
     * Waits for a signal, or for some time.
     *
     * @return false if the time has passed
     */
    private synchronized boolean pause(OutputState reason, long millis) throws InterruptedException {
        state = reason;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        boolean isOver = false;
        while (!isOver && !isSignalled && !isClosed && !(reason == OutputState.IDLE && hasRecords)) {
            long left = end - System.nanoTime();
            if (millis == FOREVER) {
                wait();
            } else if (left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } else {
                isOver = true;
            }
        }
        isSignalled = false;
        hasRecords &= reason != OutputState.IDLE;
        return !isOver;
    }

    private synchronized boolean isClosed() {
        return isClosed;
    }
}
