package io.hookline.metrics.internal;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The series of one metric. Their number is limited: those that come last in the order of their labels are added up in
 * one series. Not safe for use by several threads.
 */
final class Family {

    /** The value of all labels of the series in which others are added up. */
    static final String OTHER = "other";

    private static final int MOST_CHARACTERS = 128;
    private static final Comparator<List<String>> BY_LABELS = Family::compare;

    private final Type type;
    private final String name;
    private final String help;
    private final List<String> labels;
    private final Map<List<String>, Double> series = new TreeMap<>(BY_LABELS);

    Family(Type type, String name, String help, List<String> labels) {
        this.type = type;
        this.name = name;
        this.help = help;
        this.labels = labels;
    }

    String name() {
        return name;
    }

    boolean isEmpty() {
        return series.isEmpty();
    }

    /** Adds a count; see below. */
    void add(long value, String... values) {
        add((double) value, values);
    }

    /** Adds a value to the series with these labels, which are cut if they are long. */
    void add(double value, String... values) {
        series.merge(cut(values), value, Double::sum);
    }

    /** Labels of a bounded length. */
    static List<String> cut(String... values) {
        List<String> cut = new ArrayList<>(values.length);
        for (String each : values) {
            cut.add(each.length() > MOST_CHARACTERS ? each.substring(0, MOST_CHARACTERS - 1) + "…" : each);
        }
        return cut;
    }

    /**
     * Adds up what exceeds a number of series.
     *
     * @return how many series were added up
     */
    int limitTo(int most) {
        if (series.size() <= most) {
            return 0;
        }
        int exceeding = 0;
        double sum = 0;
        int place = 0;
        for (Iterator<Double> values = series.values().iterator(); values.hasNext(); place++) {
            double value = values.next();
            if (place >= most - 1) {
                sum += value;
                exceeding++;
                values.remove();
            }
        }
        series.merge(Collections.nCopies(labels.size(), OTHER), sum, Double::sum);
        return exceeding;
    }

    MetricSnapshot snapshot() {
        return type == Type.COUNTER ? counters() : gauges();
    }

    private CounterSnapshot counters() {
        CounterSnapshot.Builder family = CounterSnapshot.builder().name(name).help(help);
        series.forEach((values, value) -> family.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                .labels(Labels.of(labels, values))
                .value(value)
                .build()));
        return family.build();
    }

    private GaugeSnapshot gauges() {
        GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(name).help(help);
        series.forEach((values, value) -> family.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .labels(Labels.of(labels, values))
                .value(value)
                .build()));
        return family.build();
    }

    private static int compare(List<String> one, List<String> other) {
        for (int i = 0; i < one.size(); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** What its values are. */
    enum Type {
        /** Counts, which never fall. */
        COUNTER,
        /** Measurements. */
        GAUGE
    }
}
