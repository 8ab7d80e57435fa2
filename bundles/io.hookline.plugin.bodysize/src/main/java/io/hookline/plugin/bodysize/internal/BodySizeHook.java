package io.hookline.plugin.bodysize.internal;

import io.hookline.api.hook.HookAt;
import io.hookline.api.hook.NonBlocking;
import io.hookline.api.plugin.Plugin;
import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.PreRequestHook;
import io.hookline.gateway.hook.Response;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Limits the bodies of requests by path and method; the gateway refuses a longer one with 413. Never blocks. */
@Plugin(
        id = "bodysize",
        version = "1.0.0",
        tags = {"http", "limit"})
@Component(name = "io.hookline.plugin.bodysize")
@HookAt(PreRequestHook.POINT)
@ServiceRanking(1900)
@Designate(ocd = BodySizeConfig.class)
@NonBlocking
public final class BodySizeHook implements PreRequestHook {

    private static final Logger LOG = LoggerFactory.getLogger(BodySizeHook.class);

    private volatile BodyLimits limits;

    /**
     * Reads the limits.
     *
     * @throws IllegalArgumentException if one is invalid; the message shows it
     */
    @Activate
    public BodySizeHook(BodySizeConfig config) {
        this.limits = BodyLimits.of(config);
    }

    @Modified
    void modified(BodySizeConfig config) {
        try {
            limits = BodyLimits.of(config);
        } catch (IllegalArgumentException e) {
            LOG.error(
                    "the new configuration of io.hookline.plugin.bodysize is refused, the old one stays: {}",
                    e.getMessage());
        }
    }

    @Override
    public @Nullable Response onRequest(Exchange exchange) {
        exchange.limitRequestBody(limits.limitOf(exchange.method(), exchange.path()));
        return null;
    }
}
