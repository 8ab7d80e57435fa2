package io.hookline.plugin.otel.internal;

import io.hookline.api.trace.SpanCounts;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spans that wait for their delivery: at most a fixed number, delivered in batches by a thread of its own. A span that
 * finds the queue full is dropped and counted, so that no call ever waits. Safe for use by many threads.
 */
final class SpanQueue implements SpanProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(SpanQueue.class);
    private static final int BATCH = 512;
    private static final long IDLE_MILLIS = 1_000;
    private static final long GATHER_MILLIS = 200;
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final SpanExporter exporter;
    private final long timeoutMillis;
    private final BlockingQueue<ReadableSpan> waiting;
    private final Counts counts;
    private final Thread worker;
    private volatile boolean ending;
    private long warnedAtNanos = System.nanoTime() - QUIET_NANOS;

    /** Starts the thread. */
    SpanQueue(SpanExporter exporter, int capacity, long timeoutMillis, Counts counts) {
        this.exporter = exporter;
        this.timeoutMillis = timeoutMillis;
        this.waiting = new ArrayBlockingQueue<>(capacity);
        this.counts = counts;
        this.worker = new Thread(this::deliver, "hookline-otel");
        worker.setDaemon(true);
        worker.start();
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (ending || !waiting.offer(span)) {
            counts.dropped.increment();
        }
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    private void deliver() {
        List<ReadableSpan> batch = new ArrayList<>(BATCH);
        try {
            while (!ending) {
                ReadableSpan first = waiting.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    gather(batch);
                    send(batch);
                    batch.clear();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("the delivery of spans ends", e);
        }
        // What waits gets one attempt; a collector that does not answer delays nothing but this thread.
        waiting.drainTo(batch);
        if (!batch.isEmpty()) {
            send(batch);
        }
        exporter.shutdown();
    }

    /** Waits a moment for more, unless the batch is full or the end has come. */
    private void gather(List<ReadableSpan> batch) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GATHER_MILLIS);
        while (batch.size() < BATCH && !ending) {
            ReadableSpan next = waiting.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                return;
            }
            batch.add(next);
            waiting.drainTo(batch, BATCH - batch.size());
        }
    }

    private void send(List<ReadableSpan> batch) {
        List<SpanData> spans = new ArrayList<>(batch.size());
        batch.forEach(span -> spans.add(span.toSpanData()));
        boolean delivered = false;
        try {
            delivered = isDelivered(spans);
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("the exporter has failed", e);
        }
        (delivered ? counts.delivered : counts.failed).add(spans.size());
        if (!delivered) {
            warn(spans.size());
        }
    }

    /** The interrupt that announces the end ends no delivery: what waits is still sent. */
    private boolean isDelivered(List<SpanData> spans) {
        boolean announced = Thread.interrupted();
        CompletableResultCode sent = exporter.export(spans).join(timeoutMillis, TimeUnit.MILLISECONDS);
        if (!announced && Thread.interrupted()) {
            sent.join(timeoutMillis, TimeUnit.MILLISECONDS);
        }
        return sent.isSuccess();
    }

    private void warn(int lost) {
        long now = System.nanoTime();
        if (now - warnedAtNanos >= QUIET_NANOS) {
            warnedAtNanos = now;
            LOG.warn(
                    "{} spans could not be delivered and are lost: check 'endpoint' of io.hookline.plugin.otel, and"
                            + " whether the collector runs. Said at most once a minute",
                    lost);
        }
    }

    /** Ends the thread after a last attempt; does not wait for it. */
    @Override
    public CompletableResultCode shutdown() {
        ending = true;
        worker.interrupt();
        return CompletableResultCode.ofSuccess();
    }

    /** Waits for the thread's end, at most for so long. */
    void join(long millis) throws InterruptedException {
        worker.join(millis);
    }

    /** What became of spans, over changes of the configuration. */
    static final class Counts implements SpanCounts {

        private final LongAdder delivered = new LongAdder();
        private final LongAdder failed = new LongAdder();
        private final LongAdder dropped = new LongAdder();

        @Override
        public long delivered() {
            return delivered.sum();
        }

        @Override
        public long failed() {
            return failed.sum();
        }

        @Override
        public long dropped() {
            return dropped.sum();
        }
    }
}
