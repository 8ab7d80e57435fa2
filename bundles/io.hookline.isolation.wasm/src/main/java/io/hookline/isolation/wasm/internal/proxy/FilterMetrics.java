package io.hookline.isolation.wasm.internal.proxy;

import io.hookline.deploy.artifact.PluginMetric;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The metrics that one plugin defines, at most a thousand. A histogram keeps the number of its values and their sum.
 * Safe for use by many threads.
 */
final class FilterMetrics {

    private static final int MOST = 1_000;
    private static final int KINDS = 3;
    private static final int HISTOGRAM = 2;
    private static final int COUNTER = 0;

    private final Map<String, Integer> ids = new ConcurrentHashMap<>();
    private final List<Metric> metrics = new CopyOnWriteArrayList<>();

    /** The id of a metric, which is defined if there is none of that name and kind; 0 if there are too many. */
    synchronized int define(int kind, String name) {
        Integer known = ids.get(kind + name);
        if (known != null) {
            return known;
        }
        if (metrics.size() == MOST) {
            return 0;
        }
        metrics.add(new Metric(kind, name, new AtomicLong(), new AtomicLong()));
        ids.put(kind + name, metrics.size());
        return metrics.size();
    }

    static boolean isKind(int kind) {
        return kind >= 0 && kind < KINDS;
    }

    int record(int id, long value) {
        Metric metric = find(id);
        if (metric == null) {
            return Status.NOT_FOUND;
        }
        if (metric.kind == HISTOGRAM) {
            metric.count.incrementAndGet();
            metric.value.addAndGet(value);
        } else {
            metric.value.set(value);
        }
        return Status.OK;
    }

    int increment(int id, long offset) {
        Metric metric = find(id);
        if (metric == null) {
            return Status.NOT_FOUND;
        }
        if (metric.kind == HISTOGRAM || (metric.kind == COUNTER && offset < 0)) {
            return Status.BAD_ARGUMENT;
        }
        metric.value.addAndGet(offset);
        return Status.OK;
    }

    @Nullable
    Long value(int id) {
        Metric metric = find(id);
        return metric == null ? null : metric.value.get();
    }

    /** All values by name; of a histogram the number and the sum. */
    Map<String, Long> all() {
        Map<String, Long> all = new TreeMap<>();
        for (Metric metric : metrics) {
            if (metric.kind == HISTOGRAM) {
                all.put(metric.name + ".count", metric.count.get());
                all.put(metric.name + ".sum", metric.value.get());
            } else {
                all.put(metric.name, metric.value.get());
            }
        }
        return all;
    }

    /** All of them, as those of a plugin. The ABI's values have no sign. */
    List<PluginMetric> of(String plugin) {
        return metrics.stream()
                .map(metric -> new PluginMetric(
                        plugin, metric.name, kind(metric.kind), unsigned(metric.value.get()), metric.count.get()))
                .toList();
    }

    private static PluginMetric.Kind kind(int number) {
        return switch (number) {
            case COUNTER -> PluginMetric.Kind.COUNTER;
            case HISTOGRAM -> PluginMetric.Kind.HISTOGRAM;
            default -> PluginMetric.Kind.GAUGE;
        };
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : value + 0x1p64;
    }

    private @Nullable Metric find(int id) {
        return id < 1 || id > metrics.size() ? null : metrics.get(id - 1);
    }

    private record Metric(int kind, String name, AtomicLong value, AtomicLong count) {}
}
