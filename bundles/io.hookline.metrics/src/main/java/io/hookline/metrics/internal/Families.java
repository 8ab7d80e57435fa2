package io.hookline.metrics.internal;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;

/** The metrics of one scrape, as sources add them. Not safe for use by several threads. */
final class Families {

    private static final String OVERFLOW = "hookline_metrics_overflow_series";

    private final int maxSeries;
    private final List<Family> families = new ArrayList<>();
    private final List<HistogramFamily> histograms = new ArrayList<>();
    private final List<LatencyFamily> latencies = new ArrayList<>();

    /** With so many series in each family, at most. */
    Families(int maxSeries) {
        this.maxSeries = maxSeries;
    }

    /** A family of counters; its name has no {@code _total}. */
    Family counter(String name, String help, String... labels) {
        return family(new Family(Family.Type.COUNTER, name, help, List.of(labels)));
    }

    /** A family of gauges. */
    Family gauge(String name, String help, String... labels) {
        return family(new Family(Family.Type.GAUGE, name, help, List.of(labels)));
    }

    /** A family of histograms with one label. */
    HistogramFamily histogram(String name, String help, String label) {
        HistogramFamily added = new HistogramFamily(name, help, label);
        histograms.add(added);
        return added;
    }

    /** A family of times of hooks. */
    LatencyFamily latency(String name, String help, String... labels) {
        LatencyFamily added = new LatencyFamily(name, help, List.of(labels), maxSeries);
        latencies.add(added);
        return added;
    }

    private Family family(Family family) {
        families.add(family);
        return family;
    }

    /** What the sources have added. A family without series is left out. */
    MetricSnapshots snapshots() {
        Family overflow = new Family(
                Family.Type.GAUGE,
                OVERFLOW,
                "Series that exceed the limit of a metric: added up in 'other', or left out",
                List.of("metric"));
        List<MetricSnapshot> all = new ArrayList<>();
        for (Family family : families) {
            int exceeding = family.limitTo(maxSeries);
            if (exceeding > 0) {
                overflow.add(exceeding, family.name());
            }
            if (!family.isEmpty()) {
                all.add(family.snapshot());
            }
        }
        for (HistogramFamily family : histograms) {
            if (!family.isEmpty()) {
                all.add(family.snapshot());
            }
        }
        for (LatencyFamily family : latencies) {
            if (family.leftOut() > 0) {
                overflow.add(family.leftOut(), family.name());
            }
            if (!family.isEmpty()) {
                all.add(family.snapshot());
            }
        }
        if (!overflow.isEmpty()) {
            all.add(overflow.snapshot());
        }
        return new MetricSnapshots(all);
    }
}
