package io.hookline.plugin.otel.internal;

import io.hookline.api.hook.ContextKey;
import io.hookline.api.trace.CallObserver;
import io.hookline.gateway.hook.Completion;
import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.Failure;
import io.hookline.gateway.hook.Headers;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** The span of one traced request, and those of its points and hooks below it. Used like the exchange. */
final class RequestSpan implements CallObserver {

    /** Where the context holds it. */
    static final ContextKey<RequestSpan> KEY = ContextKey.of("io.hookline.plugin.otel.span", RequestSpan.class);

    private static final int SERVER_ERROR = 500;

    private final Tracer tracer;
    private final boolean hookSpans;
    private final Span span;
    private final Context context;
    private Context innermost;

    /** Begins the span of a request. */
    RequestSpan(Tracer tracer, Context parent, Exchange exchange, boolean hookSpans) {
        this.tracer = tracer;
        this.hookSpans = hookSpans;
        this.span = tracer.spanBuilder(exchange.method())
                .setParent(parent)
                .setSpanKind(SpanKind.SERVER)
                .setAttribute("http.request.method", exchange.method())
                .setAttribute("url.path", exchange.path())
                .setAttribute("url.scheme", exchange.scheme())
                .setAttribute("client.address", exchange.client().getHostString())
                .setAttribute("hookline.call_id", exchange.context().callId())
                .startSpan();
        this.context = parent.with(span);
        this.innermost = context;
    }

    String traceId() {
        return span.getSpanContext().getTraceId();
    }

    String spanId() {
        return span.getSpanContext().getSpanId();
    }

    /** Has what gets these fields continue the trace. */
    void propagate(Headers fields) {
        W3CTraceContextPropagator.getInstance().inject(context, fields, (carrier, name, value) -> {
            if (carrier != null) {
                carrier.set(name, value);
            }
        });
    }

    @Override
    public PointObserver pointCalled(String point) {
        Span child = tracer.spanBuilder(point)
                .setParent(innermost)
                .setAttribute("hookline.point", point)
                .startSpan();
        return new PointSpan(point, child, innermost);
    }

    /** Ends the span of a request that has ended. */
    void end(Exchange exchange, Completion completion) {
        String route = exchange.route();
        if (route != null) {
            span.setAttribute("hookline.route", route);
            span.updateName(exchange.method() + " " + route);
        }
        String upstream = exchange.upstream();
        if (upstream != null) {
            span.setAttribute("hookline.upstream", upstream);
        }
        if (exchange.status() > 0) {
            span.setAttribute("http.response.status_code", exchange.status());
        }
        span.setAttribute("hookline.ending", completion.ending().name());
        Failure failure = completion.failure();
        if (failure != null) {
            span.setStatus(StatusCode.ERROR, failure.message());
        } else if (exchange.status() >= SERVER_ERROR) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }

    private static void end(Span ended, @Nullable Throwable failure) {
        if (failure != null) {
            ended.setStatus(StatusCode.ERROR, failure.getClass().getName());
            ended.setAttribute("error.type", failure.getClass().getName());
        }
        ended.end();
    }

    /** The span of one call of a point. */
    private final class PointSpan implements PointObserver {

        private final String point;
        private final Span ofPoint;
        private final Context around;

        PointSpan(String point, Span ofPoint, Context around) {
            this.point = point;
            this.ofPoint = ofPoint;
            this.around = around;
            innermost = around.with(ofPoint);
        }

        @Override
        public @Nullable Ending hookCalled(String plugin, String version, String hook) {
            if (!hookSpans) {
                return null;
            }
            Context before = innermost;
            Span ofHook = tracer.spanBuilder(hook)
                    .setParent(before)
                    .setAttribute("hookline.point", point)
                    .setAttribute("hookline.plugin", plugin)
                    .setAttribute("hookline.version", version)
                    .setAttribute("hookline.hook", hook)
                    .startSpan();
            innermost = before.with(ofHook);
            return failure -> {
                innermost = before;
                end(ofHook, failure);
            };
        }

        @Override
        public void ended(@Nullable Throwable failure) {
            innermost = around;
            end(ofPoint, failure);
        }
    }
}
