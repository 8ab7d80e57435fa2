package io.hookline.plugin.jwt.internal;

import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One issuer, from one configuration. */
@Component(
        service = IssuerEntry.class,
        immediate = true,
        configurationPid = "io.hookline.plugin.jwt.issuer",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = IssuerConfig.class, factory = true)
public final class IssuerEntry {

    private static final Logger LOG = LoggerFactory.getLogger(IssuerEntry.class);

    private final String pid;
    private final Issuer issuer;

    /**
     * Begins to fetch the issuer's keys.
     *
     * @throws IllegalArgumentException if the configuration cannot be used
     */
    @Activate
    public IssuerEntry(IssuerConfig config, Map<String, Object> properties) {
        this.pid = String.valueOf(properties.get("service.pid"));
        this.issuer = Issuer.create(pid, settings(config));
    }

    @Modified
    void modified(IssuerConfig config) {
        try {
            issuer.change(settings(config));
        } catch (IllegalArgumentException e) {
            LOG.error("the new configuration is refused, the old one stays: {}", e.getMessage());
        }
    }

    @Deactivate
    void deactivate() {
        issuer.close();
    }

    Issuer issuer() {
        return issuer;
    }

    private IssuerSettings settings(IssuerConfig config) {
        try {
            return IssuerSettings.of(config);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(pid + ": " + e.getMessage(), e);
        }
    }
}
