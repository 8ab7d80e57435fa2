package io.hookline.metrics.internal;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Writes all metrics as text. What was read is shared for a second, so that many scrapers cost what one does. Safe for
 * use by many threads: one reads at a time, the others wait and share.
 */
final class Exposition implements AutoCloseable {

    static final long SHARED_NANOS = 1_000_000_000;

    private final List<MetricSource> sources;
    private final LongSupplier nanoClock;
    private final JvmMetrics jvm = new JvmMetrics();
    private final Map<Format, String> texts = new EnumMap<>(Format.class);
    private MetricSnapshots read = new MetricSnapshots();
    private boolean hasRead;
    private long readAt;

    Exposition(List<MetricSource> sources, LongSupplier nanoClock) {
        this.sources = sources;
        this.nanoClock = nanoClock;
    }

    /** The metrics in a format, at most a second old. */
    synchronized String text(Format format, int maxSeries) throws IOException {
        long now = nanoClock.getAsLong();
        if (!hasRead || now - readAt >= SHARED_NANOS) {
            read = read(maxSeries);
            hasRead = true;
            readAt = now;
            texts.clear();
        }
        String text = texts.get(format);
        if (text == null) {
            text = write(format, read);
            texts.put(format, text);
        }
        return text;
    }

    private MetricSnapshots read(int maxSeries) {
        Families families = new Families(maxSeries);
        sources.forEach(source -> source.addTo(families));
        List<MetricSnapshot> all = new ArrayList<>();
        families.snapshots().forEach(all::add);
        jvm.snapshots().forEach(all::add);
        return new MetricSnapshots(all);
    }

    private static String write(Format format, MetricSnapshots snapshots) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.writer().write(out, snapshots);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        jvm.close();
    }

    /** The formats. */
    enum Format {
        /** The format that every Prometheus reads. */
        PROMETHEUS,
        /** OpenMetrics 1.0, which has exemplars. */
        OPEN_METRICS;

        private static final String OPEN_METRICS_TYPE = "application/openmetrics-text";

        /** What a client gets that accepts these media types. */
        static Format of(String accept) {
            return accept.contains(OPEN_METRICS_TYPE) ? OPEN_METRICS : PROMETHEUS;
        }

        String contentType() {
            return writer().getContentType();
        }

        private ExpositionFormatWriter writer() {
            return this == OPEN_METRICS ? OpenMetricsTextFormatWriter.create() : PrometheusTextFormatWriter.create();
        }
    }
}
