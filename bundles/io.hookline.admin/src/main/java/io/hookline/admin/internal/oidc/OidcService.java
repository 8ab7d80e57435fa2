package io.hookline.admin.internal.oidc;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logging in by an identity provider, while one is configured. Nothing of it is loaded before. Safe for use by many
 * threads.
 */
@Component(service = OidcService.class, configurationPid = OidcConfig.PID)
@Designate(ocd = OidcConfig.class)
public final class OidcService {

    private static final Logger LOG = LoggerFactory.getLogger(OidcService.class);

    private final Clock clock;
    private volatile @Nullable OidcLogin login;

    /** With the configuration of the moment. */
    @Activate
    public OidcService(OidcConfig config) {
        this(config, Clock.systemUTC());
    }

    /** With a clock. */
    public OidcService(OidcConfig config, Clock clock) {
        this.clock = clock;
        change(config);
    }

    /** Takes another configuration; logins that are under way fail, and sessions go on. */
    @Modified
    public void change(OidcConfig config) {
        OidcLogin before = login;
        login = made(config);
        if (before != null) {
            before.close();
        }
    }

    private @Nullable OidcLogin made(OidcConfig config) {
        if (config.issuer().isBlank()) {
            return null;
        }
        try {
            return new OidcLogin(OidcSettings.of(config), clock);
        } catch (IllegalArgumentException e) {
            LOG.error("no one can log in by OpenID Connect: {}. Correct conf/{}.cfg", e.getMessage(), OidcConfig.PID);
            return null;
        }
    }

    /** The provider's logins; null while none is configured. */
    public @Nullable OidcLogin login() {
        return login;
    }

    @Deactivate
    void stop() {
        OidcLogin last = login;
        login = null;
        if (last != null) {
            last.close();
        }
    }
}
