package io.hookline.metrics.internal;

import io.hookline.deploy.artifact.PluginMetric;
import io.hookline.deploy.artifact.PluginMetrics;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What WebAssembly modules have defined: their names stand in labels, so that no module makes up a family. */
record ModuleMetrics(Supplier<@Nullable PluginMetrics> service) implements MetricSource {

    private static final String[] LABELS = {"plugin", "metric"};

    @Override
    public void addTo(Families families) {
        PluginMetrics metrics = service.get();
        if (metrics == null) {
            return;
        }
        Family counters = families.counter("hookline_module_counter", "Counters that modules have defined", LABELS);
        Family gauges = families.gauge("hookline_module_gauge", "Gauges that modules have defined", LABELS);
        Family values = families.counter(
                "hookline_module_histogram_values", "Values of histograms that modules have defined", LABELS);
        Family sums =
                families.gauge("hookline_module_histogram_value_sum", "Sum of the values of these histograms", LABELS);
        for (PluginMetric metric : metrics.metrics()) {
            String[] labels = {metric.plugin(), metric.name()};
            switch (metric.kind()) {
                case COUNTER -> counters.add(metric.value(), labels);
                case GAUGE -> gauges.add(metric.value(), labels);
                case HISTOGRAM -> {
                    values.add(metric.count(), labels);
                    sums.add(metric.value(), labels);
                }
            }
        }
    }
}
