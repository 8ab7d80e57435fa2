package io.hookline.plugin.ipfilter.internal;

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

/** Lets a request pass if its client's address is allowed, ahead of all other hooks. Never blocks. */
@Plugin(
        id = "ipfilter",
        version = "1.0.0",
        tags = {"http", "auth"})
@Component(name = "io.hookline.plugin.ipfilter")
@HookAt(PreRequestHook.POINT)
@ServiceRanking(2000)
@Designate(ocd = IpFilterConfig.class)
@NonBlocking
public final class IpFilterHook implements PreRequestHook {

    private static final Logger LOG = LoggerFactory.getLogger(IpFilterHook.class);

    private volatile IpRules rules;

    /**
     * Reads the networks.
     *
     * @throws IllegalArgumentException if none is allowed, or one is invalid; the message shows it
     */
    @Activate
    public IpFilterHook(IpFilterConfig config) {
        this.rules = IpRules.of(config);
    }

    @Modified
    void modified(IpFilterConfig config) {
        try {
            rules = IpRules.of(config);
        } catch (IllegalArgumentException e) {
            LOG.error(
                    "the new configuration of io.hookline.plugin.ipfilter is refused, the old one stays: {}",
                    e.getMessage());
        }
    }

    @Override
    public @Nullable Response onRequest(Exchange exchange) {
        boolean passes = rules.allow(
                exchange.client().getAddress().getAddress(),
                exchange.requestHeaders().all("X-Forwarded-For"));
        return passes ? null : Response.text(403, "This address may not call.");
    }
}
