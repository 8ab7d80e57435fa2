package io.hookline.plugin.colour.internal;

import io.hookline.api.hook.ContextKey;
import io.hookline.api.hook.HookAt;
import io.hookline.api.hook.NonBlocking;
import io.hookline.api.plugin.Plugin;
import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.Headers;
import io.hookline.gateway.hook.PreRequestHook;
import io.hookline.gateway.hook.Response;
import io.hookline.gateway.hook.TraceContext;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Colours each request: environment, trace and tier. The colour goes upstream in header fields, and to later hooks in
 * the attributes that {@link Colour} names. Never blocks.
 */
@Plugin(
        id = "colour",
        version = "1.0.0",
        tags = {"http", "trace"})
@Component(name = "io.hookline.plugin.colour")
@HookAt(PreRequestHook.POINT)
@ServiceRanking(700)
@Designate(ocd = ColourConfig.class)
@NonBlocking
public final class ColourHook implements PreRequestHook {

    private static final String ENVIRONMENT = "x-env";
    private static final String REQUEST_ID = "x-request-id";
    private static final String TRACE_ID = "x-trace-id";
    private static final String TRACE_PARENT = "traceparent";
    private static final String TRACE_STATE = "tracestate";
    private static final String TIER = "x-user-tier";

    private volatile Settings settings;

    /** Colours as the configuration says. */
    @Activate
    public ColourHook(ColourConfig config) {
        this.settings = Settings.of(config);
    }

    @Modified
    void modified(ColourConfig config) {
        settings = Settings.of(config);
    }

    @Override
    public @Nullable Response onRequest(Exchange exchange) {
        Settings current = settings;
        colourEnvironment(exchange, current);
        colourTrace(exchange, current);
        colourTier(exchange, current);
        return null;
    }

    private static void colourEnvironment(Exchange exchange, Settings current) {
        String chosen = Colour.only(exchange.requestHeaders().all(ENVIRONMENT));
        boolean allowed = chosen != null && current.environments().contains(chosen);
        colour(exchange, ENVIRONMENT, Colour.ENVIRONMENT, allowed ? chosen : current.defaultEnvironment());
    }

    private static void colourTrace(Exchange exchange, Settings current) {
        Headers request = exchange.requestHeaders();
        TraceContext traced = exchange.context().get(TraceContext.SAMPLED);
        TraceParent parent = traced != null
                ? TraceParent.of(traced)
                : current.clientTrace() ? TraceParent.of(request.all(TRACE_PARENT)) : null;
        String state = parent == null || !current.clientTrace() ? null : TraceState.of(request.all(TRACE_STATE));
        if (parent == null) {
            parent = TraceParent.start(current.samples());
        }
        request.set(TRACE_PARENT, parent.text());
        setOrRemove(request, TRACE_STATE, state);

        String requestId = current.clientRequestId() ? Colour.only(request.all(REQUEST_ID)) : null;
        setOrRemove(request, REQUEST_ID, requestId);
        String traceId = requestId != null ? requestId : parent.traceId();
        colour(exchange, TRACE_ID, Colour.TRACE_ID, traceId);
        exchange.responseHeaders().set(TRACE_ID, traceId);
    }

    /** A client never sets its own tier: what it sent is replaced or removed. */
    private static void colourTier(Exchange exchange, Settings current) {
        Map<?, ?> claims = exchange.context().get(Colour.CLAIMS);
        Object claim = claims == null ? null : claims.get(current.tierClaim());
        String tier = claim instanceof String text ? Colour.valid(text) : null;
        colour(exchange, TIER, Colour.TIER, tier != null ? tier : current.defaultTier());
    }

    private static void colour(Exchange exchange, String field, ContextKey<String> key, @Nullable String value) {
        setOrRemove(exchange.requestHeaders(), field, value);
        if (value != null) {
            exchange.context().put(key, value);
        }
    }

    private static void setOrRemove(Headers headers, String field, @Nullable String value) {
        if (value == null) {
            headers.remove(field);
        } else {
            headers.set(field, value);
        }
    }

    /**
     * The configuration, ready for use.
     *
     * @param defaultEnvironment null for none
     * @param defaultTier null for none
     */
    private record Settings(
            Set<String> environments,
            @Nullable String defaultEnvironment,
            boolean clientRequestId,
            boolean clientTrace,
            int sampledPercent,
            String tierClaim,
            @Nullable String defaultTier) {

        static Settings of(ColourConfig config) {
            return new Settings(
                    Set.copyOf(Arrays.asList(config.environments())),
                    Colour.valid(config.defaultEnvironment()),
                    config.clientRequestId(),
                    config.clientTrace(),
                    config.sampledPercent(),
                    config.tierClaim(),
                    Colour.valid(config.defaultTier()));
        }

        boolean samples() {
            return ThreadLocalRandom.current().nextInt(100) < sampledPercent;
        }
    }
}
