package io.hookline.metrics.internal;

import io.hookline.api.trace.SpanCounts;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Spans of a tracing plugin. */
record TraceMetrics(Supplier<@Nullable SpanCounts> service) implements MetricSource {

    @Override
    public void addTo(Families families) {
        SpanCounts counts = service.get();
        if (counts != null) {
            Family spans = families.counter("hookline_trace_spans", "Spans by what became of them", "result");
            spans.add(counts.delivered(), "delivered");
            spans.add(counts.failed(), "failed");
            spans.add(counts.dropped(), "dropped");
        }
    }
}
