package io.hookline.plugin.ratelimit.internal;

import io.hookline.api.hook.HookAt;
import io.hookline.api.hook.NonBlocking;
import io.hookline.api.plugin.Plugin;
import io.hookline.api.plugin.Secrets;
import io.hookline.api.plugin.StateHandover;
import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.Headers;
import io.hookline.gateway.hook.PreRequestHook;
import io.hookline.gateway.hook.Response;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits the request rate by client, address, tier and route, and reports the strictest limit of a request in the
 * {@code RateLimit-*} fields of the IETF draft. Never blocks.
 */
@Plugin(
        id = "ratelimit",
        version = "1.2.0",
        tags = {"http", "limit"})
@Component(name = "io.hookline.plugin.ratelimit")
@HookAt(PreRequestHook.POINT)
@ServiceRanking(500)
@Designate(ocd = RateLimitConfig.class)
@NonBlocking
public final class RateLimitHook implements PreRequestHook, StateHandover {

    private static final Logger LOG = LoggerFactory.getLogger(RateLimitHook.class);

    private final Secrets secrets;
    private final Buckets buckets;
    private volatile Limits limits;
    private Sharing sharing = Sharing.NONE;
    private @Nullable SharedLimits shared;

    /**
     * Starts with full buckets.
     *
     * @throws IllegalArgumentException if the configuration is invalid; the message says where
     */
    @Activate
    public RateLimitHook(RateLimitConfig config, @Reference Secrets secrets) {
        this.secrets = secrets;
        this.limits = Limits.of(config);
        this.buckets = new Buckets(config.clients(), System::nanoTime);
        share(Sharing.of(config));
    }

    @Modified
    void modified(RateLimitConfig config) {
        try {
            Limits changed = Limits.of(config);
            share(Sharing.of(config));
            limits = changed;
            buckets.holdAtMost(config.clients());
        } catch (IllegalArgumentException e) {
            LOG.error("the new configuration is refused, the old one stays: {}", e.getMessage());
        }
    }

    @Deactivate
    void deactivate() {
        endSharing();
    }

    @Override
    public String schema() {
        return "io.hookline.plugin.ratelimit.tokens";
    }

    /** Releases 1.0 and 1.1 read the same format, so that a rollback keeps the tokens, too. */
    @Override
    public int version() {
        return 1;
    }

    @Override
    public byte[] save() {
        return buckets.save();
    }

    @Override
    public void restore(int version, byte[] state) {
        if (version != version()) {
            throw new IllegalArgumentException(
                    "tokens were saved in format " + version + ", but this release reads " + version());
        }
        buckets.restore(state, limits);
    }

    @Override
    public @Nullable Response onRequest(Exchange exchange) {
        Verdict verdict = buckets.take(limits, exchange);
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

    private void share(Sharing wanted) {
        if (wanted.equals(sharing)) {
            return;
        }
        CommonTokens common = wanted.connect(secrets);
        endSharing();
        sharing = wanted;
        if (common != null) {
            SharedLimits started = new SharedLimits(buckets, common, System::nanoTime);
            started.start(wanted.everyMillis());
            shared = started;
        }
    }

    private void endSharing() {
        SharedLimits running = shared;
        shared = null;
        if (running != null) {
            running.close();
        }
    }
}
