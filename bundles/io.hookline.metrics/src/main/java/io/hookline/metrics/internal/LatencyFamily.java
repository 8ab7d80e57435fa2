package io.hookline.metrics.internal;

import io.hookline.api.runtime.HookStatus;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * Times of hooks as quantiles, in seconds. Quantiles cannot be added up: series that exceed the limit are left out. Not
 * safe for use by several threads.
 */
final class LatencyFamily {

    private static final double SECOND = 1e9;

    private final String name;
    private final String help;
    private final List<String> labels;
    private final int most;
    private final List<SummarySnapshot.SummaryDataPointSnapshot> series = new ArrayList<>();
    private int leftOut;

    LatencyFamily(String name, String help, List<String> labels, int most) {
        this.name = name;
        this.help = help;
        this.labels = labels;
        this.most = most;
    }

    String name() {
        return name;
    }

    boolean isEmpty() {
        return series.isEmpty();
    }

    /** How many series were left out. */
    int leftOut() {
        return leftOut;
    }

    void add(HookStatus.Latency took, String... values) {
        if (series.size() >= most) {
            leftOut++;
            return;
        }
        series.add(SummarySnapshot.SummaryDataPointSnapshot.builder()
                .labels(Labels.of(labels, Family.cut(values)))
                .count(took.samples())
                .quantiles(Quantiles.of(
                        new Quantile(0.5, took.p50Nanos() / SECOND),
                        new Quantile(0.99, took.p99Nanos() / SECOND),
                        new Quantile(1, took.maxNanos() / SECOND)))
                .build());
    }

    MetricSnapshot snapshot() {
        SummarySnapshot.Builder family = SummarySnapshot.builder().name(name).help(help);
        series.forEach(family::dataPoint);
        return family.build();
    }
}
