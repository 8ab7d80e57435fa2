package io.hookline.audit.internal.component;

import io.hookline.audit.AuditRecord;
import io.hookline.audit.AuditSink;
import io.hookline.audit.internal.buffer.AuditBuffer;
import io.hookline.audit.internal.buffer.SpoolWriter;
import io.hookline.audit.internal.deliver.Deliveries;
import io.hookline.audit.internal.route.AuditRoute;
import io.hookline.audit.internal.route.Router;
import io.hookline.audit.internal.spool.Cursors;
import io.hookline.audit.internal.spool.Spool;
import io.hookline.audit.output.AuditOutput;
import io.hookline.audit.status.AuditPipeline;
import io.hookline.audit.status.OutputState;
import io.hookline.audit.status.OutputStatus;
import io.hookline.audit.status.RouteTrial;
import io.hookline.audit.status.SpoolStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a record:
 *
 * <pre>
 * source ─► buffer ─► router: outputs, labels, redaction ─► spool on disk ─► a worker for each output ─► output
 * </pre>
 */
final class Pipeline implements AuditSink, AuditPipeline, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    private final Path folder;
    private final Spool spool;
    private final Deliveries deliveries;
    private final AuditBuffer buffer;
    private final SpoolWriter writer;
    private Collection<AuditRoute> routes = List.of();
    private AuditSettings settings;
    private volatile Router router;

    /**
     * Opens the spool and begins to deliver what is in it.
     *
     * @throws IOException if the folder cannot be read or written
     */
    Pipeline(Path folder, AuditSettings settings, Clock clock) throws IOException {
        this.folder = folder;
        this.settings = settings;
        this.router = new Router(routes, settings.redactor());
        Cursors cursors = new Cursors(folder.resolve("cursors"));
        long least =
                cursors.all().values().stream().mapToLong(Long::longValue).max().orElse(1);
        this.spool = Spool.open(folder.resolve("spool"), settings.segmentBytes(), least, clock);
        this.deliveries = new Deliveries(
                spool, cursors, folder.resolve("dead-letters"), settings.delivery(), clock, new SecureRandom());
        this.buffer = new AuditBuffer(settings.buffer());
        this.writer = new SpoolWriter(
                buffer,
                spool,
                settings.spool(),
                record -> router.route(record),
                deliveries::signalRecords,
                deliveries::onLost);
    }

    @Override
    public void put(AuditRecord record) {
        buffer.put(record);
    }

    synchronized void setSettings(AuditSettings changed) {
        settings = changed;
        buffer.setLimits(changed.buffer());
        writer.setLimits(changed.spool());
        spool.setSegmentBytes(changed.segmentBytes());
        deliveries.setSettings(changed.delivery());
        router = new Router(routes, changed.redactor());
    }

    synchronized void setRoutes(Collection<AuditRoute> changed) {
        routes = List.copyOf(changed);
        Router next = new Router(routes, settings.redactor());
        // Their cursors come first, so that the spool keeps what is routed to them.
        deliveries.ensure(next.outputs());
        router = next;
    }

    void bind(String name, AuditOutput output, int ranking) {
        deliveries.bind(name, output, ranking);
    }

    /** An output has changed, perhaps so that it works now: it is tried at once. */
    void updated(String name) {
        deliveries.updated(name);
    }

    void unbind(String name, AuditOutput output) {
        deliveries.unbind(name, output);
    }

    @Override
    public SpoolStatus spool() {
        long first = spool.first();
        return new SpoolStatus(
                buffer.records(),
                buffer.accepted(),
                buffer.droppedOldest(),
                buffer.droppedNewest(),
                writer.unrouted(),
                writer.written(),
                writer.dropped(),
                spool.next() - first,
                spool.bytes(),
                spool.segments(),
                first,
                folder.toString(),
                writer.problem());
    }

    @Override
    public List<OutputStatus> outputs() {
        return deliveries.status();
    }

    @Override
    public RouteTrial tryOut(AuditRecord record) {
        return router.tryOut(record);
    }

    @Override
    public int replay(String output) throws IOException {
        return deliveries.replay(output);
    }

    @Override
    public void forget(String output) throws IOException {
        boolean isDelivered = outputs().stream()
                .anyMatch(one -> one.name().equals(output) && one.state() != OutputState.NO_PLUGIN && one.lag() > 0);
        if (router.outputs().contains(output) || isDelivered) {
            throw new IllegalArgumentException("the output " + output
                    + " is in use: take it out of the routes, and remove its plugin or let it deliver its records");
        }
        deliveries.forget(output);
    }

    /** Writes what is in memory to the disk. What is not delivered by then is delivered after the next start. */
    @Override
    public void close() {
        buffer.close();
        writer.close();
        deliveries.close();
        try {
            spool.close();
        } catch (IOException e) {
            LOG.warn("the audit spool cannot be closed: {}", e.toString());
        }
    }
}
