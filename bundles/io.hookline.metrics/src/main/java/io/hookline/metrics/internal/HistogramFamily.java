package io.hookline.metrics.internal;

import io.hookline.gateway.status.TrafficStatus;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;

/** Histograms of times, in seconds, with the traces of some requests. Not safe for use by several threads. */
final class HistogramFamily {

    private static final double SECOND = 1e9;

    private final String name;
    private final String help;
    private final String label;
    private final List<HistogramSnapshot.HistogramDataPointSnapshot> series = new ArrayList<>();

    HistogramFamily(String name, String help, String label) {
        this.name = name;
        this.help = help;
        this.label = label;
    }

    boolean isEmpty() {
        return series.isEmpty();
    }

    void add(String value, TrafficStatus.Latency latency) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        List<Exemplar> exemplars = new ArrayList<>();
        for (TrafficStatus.Bucket bucket : latency.buckets()) {
            boolean last = bucket.boundNanos() == Long.MAX_VALUE;
            buckets.bucket(last ? Double.POSITIVE_INFINITY : bucket.boundNanos() / SECOND, bucket.count());
            TrafficStatus.Example example = bucket.example();
            if (example != null) {
                exemplars.add(Exemplar.builder()
                        .value(example.nanos() / SECOND)
                        .traceId(example.traceId())
                        .spanId(example.spanId())
                        .timestampMillis(example.at().toEpochMilli())
                        .build());
            }
        }
        series.add(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                .labels(Labels.of(label, value))
                .classicHistogramBuckets(buckets.build())
                .sum(latency.totalNanos() / SECOND)
                .exemplars(Exemplars.of(exemplars))
                .build());
    }

    MetricSnapshot snapshot() {
        HistogramSnapshot.Builder family =
                HistogramSnapshot.builder().name(name).help(help);
        series.forEach(family::dataPoint);
        return family.build();
    }
}
