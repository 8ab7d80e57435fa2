package io.hookline.plugin.otel.internal;

import io.hookline.api.CallAttributes;
import io.hookline.api.plugin.Plugin;
import io.hookline.api.trace.CallObserver;
import io.hookline.api.trace.CallTracer;
import io.hookline.api.trace.SpanCounts;
import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/** Decides which requests are traced, and begins their spans. Safe for use by many threads. */
@Plugin(
        id = "otel",
        version = "1.0.0",
        tags = {"http", "trace"})
@Component(
        name = "io.hookline.plugin.otel",
        service = {CallTracer.class, RequestTracer.class, SpanCounts.class})
@Designate(ocd = OtelConfig.class)
public final class RequestTracer implements CallTracer, SpanCounts {

    private static final long STOP_MILLIS = 1_000;
    private static final TextMapGetter<Exchange> FIELDS = new RequestFields();

    private final SpanQueue.Counts counts = new SpanQueue.Counts();
    private volatile Settings settings;
    private volatile SpanPipeline pipeline;

    /** Traces as the configuration says. */
    @Activate
    public RequestTracer(OtelConfig config) {
        settings = Settings.of(config);
        pipeline = new SpanPipeline(settings.delivery(), counts);
    }

    @Modified
    synchronized void modified(OtelConfig config) {
        Settings next = Settings.of(config);
        SpanPipeline before = pipeline;
        if (!next.delivery().equals(settings.delivery())) {
            pipeline = new SpanPipeline(next.delivery(), counts);
            before.close();
        }
        settings = next;
    }

    @Deactivate
    synchronized void stop() throws InterruptedException {
        pipeline.close();
        pipeline.join(STOP_MILLIS);
    }

    @Override
    public @Nullable CallObserver observe(CallAttributes attributes) {
        return attributes instanceof Exchange exchange ? begin(exchange) : null;
    }

    private @Nullable RequestSpan begin(Exchange exchange) {
        Settings current = settings;
        Context parent = Context.root();
        if (current.clientTrace()) {
            parent = W3CTraceContextPropagator.getInstance().extract(parent, exchange, FIELDS);
        }
        SpanContext client = Span.fromContext(parent).getSpanContext();
        boolean sampled = client.isValid() ? client.isSampled() : current.samples();
        if (!sampled) {
            return null;
        }
        RequestSpan span = new RequestSpan(pipeline.tracer(), parent, exchange, current.hookSpans());
        exchange.context().put(RequestSpan.KEY, span);
        exchange.context().put(TraceContext.SAMPLED, new TraceContext(span.traceId(), span.spanId()));
        return span;
    }

    @Override
    public long delivered() {
        return counts.delivered();
    }

    @Override
    public long failed() {
        return counts.failed();
    }

    @Override
    public long dropped() {
        return counts.dropped();
    }

    /** The fields of a request; of one that is there several times, none, since it is ambiguous. */
    private static final class RequestFields implements TextMapGetter<Exchange> {

        @Override
        public @Nullable String get(@Nullable Exchange exchange, String name) {
            List<String> values =
                    exchange == null ? List.of() : exchange.requestHeaders().all(name);
            return values.size() == 1 ? values.get(0) : null;
        }
    }
}
