package io.hookline.plugin.compress.internal;

import io.hookline.api.hook.HookAt;
import io.hookline.api.hook.NonBlocking;
import io.hookline.api.plugin.Plugin;
import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.PostProcessHook;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compresses responses with gzip, after all hooks that change their fields. Never blocks. */
@Plugin(
        id = "compress",
        version = "1.0.0",
        tags = {"http", "compression"})
@Component(name = "io.hookline.plugin.compress")
@HookAt(PostProcessHook.POINT)
@ServiceRanking(-700)
@Designate(ocd = CompressConfig.class)
@NonBlocking
public final class CompressHook implements PostProcessHook {

    private static final Logger LOG = LoggerFactory.getLogger(CompressHook.class);

    private volatile CompressRules rules;

    /**
     * Begins with a configuration.
     *
     * @throws IllegalArgumentException if it is invalid; the message says where
     */
    @Activate
    public CompressHook(CompressConfig config) {
        this.rules = CompressRules.of(config);
    }

    @Modified
    void modified(CompressConfig config) {
        try {
            rules = CompressRules.of(config);
        } catch (IllegalArgumentException e) {
            LOG.error(
                    "the new configuration of io.hookline.plugin.compress is refused, the old one stays: {}",
                    e.getMessage());
        }
    }

    @Override
    public void onResponse(Exchange exchange) {
        rules.apply(exchange);
    }
}
