package io.hookline.audit.internal.deliver;

import io.hookline.audit.internal.spool.Cursors;
import io.hookline.audit.internal.spool.Spool;
import io.hookline.audit.internal.spool.SpoolReader;
import io.hookline.audit.internal.spool.SpooledRecord;
import io.hookline.audit.output.AuditOutput;
import io.hookline.audit.status.OutputStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workers of all outputs, by name. Safe for use by many threads. */
public final class Deliveries implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final Map<String, OutputWorker> workers = new ConcurrentSkipListMap<>();
    private final Spool spool;
    private final Cursors cursors;
    private final DeadLetters deadLetters;
    private final Clock clock;
    private final RandomGenerator random;
    private volatile DeliverySettings settings;
    private boolean isClosed;

    /**
     * Starts a worker for each output that has a cursor.
     *
     * @param letters the folder of the dead letters
     * @param random makes the pauses differ
     */
    public Deliveries(
            Spool spool, Cursors cursors, Path letters, DeliverySettings settings, Clock clock, RandomGenerator random)
            throws IOException {
        this.spool = spool;
        this.cursors = cursors;
        this.deadLetters = new DeadLetters(letters, clock);
        this.settings = settings;
        this.clock = clock;
        this.random = random;
        ensure(cursors.all().keySet());
    }

    /** Replaces the settings, from the next batch on. */
    public void setSettings(DeliverySettings newSettings) {
        settings = newSettings;
        workers.values().forEach(OutputWorker::signal);
    }

    /** Starts the workers that are missing. */
    public synchronized void ensure(Collection<String> names) {
        for (String name : names) {
            ensure(name);
        }
    }

    /** A service is there. */
    public synchronized void bind(String name, AuditOutput output, int ranking) {
        OutputWorker worker = ensure(name);
        if (worker != null) {
            worker.slot().add(output, ranking);
            worker.signal();
        }
    }

    /** A service goes. Waits until it has ended a delivery, for a limited time. */
    public void unbind(String name, AuditOutput output) {
        OutputWorker worker = workers.get(name);
        if (worker != null) {
            worker.slot().remove(output);
        }
    }

    /** A service has changed. Ends a pause between attempts. */
    public void updated(String name) {
        OutputWorker worker = workers.get(name);
        if (worker != null) {
            worker.signal();
        }
    }

    /** There are further records. */
    public void signalRecords() {
        workers.values().forEach(OutputWorker::signalRecords);
    }

    /** A record leaves the spool to make room. */
    public void onLost(SpooledRecord record) {
        workers.values().forEach(worker -> worker.onLost(record));
    }

    /** All outputs. */
    public List<OutputStatus> status() {
        return workers.values().stream().map(this::status).toList();
    }

    /**
     * Puts the dead letters of an output into the spool again, for that output alone.
     *
     * @return how many
     * @throws IllegalArgumentException if there is no such output
     * @throws IOException if the disk refuses; those that are not yet in the spool stay dead letters
     */
    public int replay(String name) throws IOException {
        if (!workers.containsKey(name)) {
            throw new IllegalArgumentException("there is no output " + name);
        }
        DeadLetters.Replayed replayed = deadLetters.replay(name, payloads -> {
            spool.append(payloads);
            spool.sync();
        });
        signalRecords();
        if (replayed.unreadable() > 0) {
            LOG.warn(
                    "{} dead letters of the audit output {} cannot be read; they are in its file .damaged",
                    replayed.unreadable(),
                    name);
        }
        return replayed.records();
    }

    /**
     * Forgets an output: its records are no longer kept for it.
     *
     * @throws IllegalArgumentException if there is no such output
     */
    public void forget(String name) throws IOException {
        OutputWorker worker;
        synchronized (this) {
            worker = workers.remove(name);
        }
        if (worker == null) {
            throw new IllegalArgumentException("there is no output " + name);
        }
        worker.close();
        cursors.delete(name);
        discard();
    }

    /** Ends the workers. What they have not delivered stays in the spool. */
    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
        }
        workers.values().forEach(OutputWorker::close);
    }

    private @Nullable OutputWorker ensure(String name) {
        OutputWorker worker = workers.get(name);
        if (worker != null || isClosed) {
            return worker;
        }
        if (!Cursors.isName(name)) {
            LOG.error(
                    "the audit output \"{}\" is ignored: a name is 1 to 64 lower-case letters, digits and hyphens",
                    name);
            return null;
        }
        try {
            OutputWorker made =
                    new OutputWorker(name, spool, cursors, deadLetters, () -> settings, random, this::discard);
            workers.put(name, made);
            made.start();
            return made;
        } catch (IOException e) {
            LOG.error(
                    "the cursor of the audit output {} cannot be written; the output does not run: {}",
                    name,
                    e.toString());
            return null;
        }
    }

    private void discard() {
        long needed =
                workers.values().stream().mapToLong(OutputWorker::cursor).min().orElse(spool.durable());
        try {
            spool.discardBelow(needed);
        } catch (IOException e) {
            LOG.warn("a segment of the audit spool that all outputs have passed cannot be deleted: {}", e.toString());
        }
    }

    private OutputStatus status(OutputWorker worker) {
        long position = worker.position();
        Duration oldest = Duration.ZERO;
        long letters = 0;
        try (SpoolReader reader = spool.reader(position)) {
            SpooledRecord first = reader.next();
            if (first != null) {
                oldest = Duration.ofMillis(Math.max(0, clock.millis() - first.millis()));
            }
            letters = deadLetters.bytes(worker.name());
        } catch (IOException e) {
            LOG.debug("the spool cannot be read", e);
        }
        return new OutputStatus(
                worker.name(),
                worker.state(),
                position,
                Math.max(0, spool.durable() - position),
                oldest,
                worker.sent(),
                worker.retried(),
                worker.rejected(),
                worker.dropped(),
                letters,
                worker.problem());
    }
}
