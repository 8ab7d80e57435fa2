package io.hookline.plugin.ratelimit.internal;

import io.hookline.api.hook.HookAt;
import io.hookline.api.hook.NonBlocking;
import io.hookline.api.plugin.Plugin;
import io.hookline.api.plugin.StateHandover;
import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.Headers;
import io.hookline.gateway.hook.PreRequestHook;
import io.hookline.gateway.hook.Response;
import io.hookline.plugin.ratelimit.limit.ClientLimits;
import io.hookline.plugin.ratelimit.limit.RateLimitConfig;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Limits the request rate of each client, and reports the rest in the {@code RateLimit-*} fields of the IETF draft. */
@Plugin(
        id = "ratelimit",
        version = "1.1.0",
        tags = {"http", "limit"})
@Component(name = "io.hookline.plugin.ratelimit")
@HookAt(PreRequestHook.POINT)
@ServiceRanking(500)
@Designate(ocd = RateLimitConfig.class)
@NonBlocking
public final class RateLimitHook implements PreRequestHook, StateHandover {

    private static final Logger LOG = LoggerFactory.getLogger(RateLimitHook.class);

    private volatile ClientLimits limits;

    /**
     * Starts with full buckets.
     *
     * @throws IllegalArgumentException if a configured value is out of range
     */
    @Activate
    public RateLimitHook(RateLimitConfig config) {
        this.limits = ClientLimits.of(config);
    }

    @Modified
    void modified(RateLimitConfig config) {
        try {
            limits = ClientLimits.of(config);
        } catch (IllegalArgumentException e) {
            LOG.error("the new configuration is refused, the old one stays: {}", e.getMessage());
        }
    }

    @Override
    public String schema() {
        return "io.hookline.plugin.ratelimit.tokens";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public byte[] save() {
        return limits.save();
    }

    @Override
    public void restore(int version, byte[] state) {
        if (version != version()) {
            throw new IllegalArgumentException(
                    "tokens were saved in format " + version + ", but this release reads " + version());
        }
        limits.restore(state);
    }

    @Override
    public @Nullable Response onRequest(Exchange exchange) {
        ClientLimits.Verdict verdict = limits.take(exchange);
        Headers headers = exchange.responseHeaders();
        headers.set("RateLimit-Limit", Long.toString(verdict.limit()));
        headers.set("RateLimit-Remaining", Long.toString(verdict.remaining()));
        headers.set("RateLimit-Reset", Long.toString(verdict.resetSeconds()));
        if (verdict.passes()) {
            return null;
        }
        return Response.text(429, "Too many requests. Try again in " + verdict.retrySeconds() + " s.")
                .withHeader("Retry-After", Long.toString(verdict.retrySeconds()));
    }
}
