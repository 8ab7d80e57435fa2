package io.hookline.plugin.otel.internal;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.exporter.sender.jdk.internal.JdkHttpSenderProvider;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.List;

/** The SDK, put together by hand: tracer, queue and exporter for one delivery. Safe for use by many threads. */
final class SpanPipeline implements AutoCloseable {

    private static final String SCOPE = "io.hookline";

    private final SpanQueue queue;
    private final SdkTracerProvider provider;
    private final Tracer tracer;

    SpanPipeline(Settings.Delivery delivery, SpanQueue.Counts counts) {
        OtlpHttpSpanExporterBuilder exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(delivery.endpoint())
                .setCompression("gzip")
                .setTimeout(Duration.ofMillis(delivery.timeoutMillis()))
                .setConnectTimeout(Duration.ofMillis(delivery.timeoutMillis()))
                .setComponentLoader(new OwnProviders());
        delivery.headers().forEach(exporter::addHeader);
        queue = new SpanQueue(exporter.build(), delivery.queueSize(), delivery.timeoutMillis(), counts);
        provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.builder()
                                .put("service.name", delivery.serviceName())
                                .build())))
                // What is not to be traced never gets here.
                .setSampler(Sampler.alwaysOn())
                .addSpanProcessor(queue)
                .build();
        tracer = provider.get(SCOPE);
    }

    Tracer tracer() {
        return tracer;
    }

    /** Waits for the end of its thread after {@link #close}, at most for so long. */
    void join(long millis) throws InterruptedException {
        queue.join(millis);
    }

    /** Lets its thread end after a last attempt, without waiting. */
    @Override
    public void close() {
        provider.shutdown();
    }

    /** Finds the one provider that there is, where a ServiceLoader would find none. */
    private static final class OwnProviders implements ComponentLoader {

        @Override
        public <T> Iterable<T> load(Class<T> type) {
            return type == HttpSenderProvider.class ? List.of(type.cast(new JdkHttpSenderProvider())) : List.of();
        }
    }
}
