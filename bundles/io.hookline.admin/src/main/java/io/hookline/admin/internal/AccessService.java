package io.hookline.admin.internal;

import io.hookline.admin.internal.access.AuditLog;
import io.hookline.admin.internal.access.GuessLimiter;
import io.hookline.admin.internal.access.LoginCodes;
import io.hookline.admin.internal.access.Sessions;
import io.hookline.admin.internal.access.Tokens;
import io.hookline.admin.internal.api.AdminResources;
import io.hookline.admin.internal.oidc.OidcLogin;
import io.hookline.admin.internal.oidc.OidcService;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Who may do what, for the listeners and the commands that decide it. Safe for use by many threads. */
@Component(service = AccessService.class, configurationPid = AdminConfig.PID)
public final class AccessService {

    private final AdminResources.Guards guards;
    private volatile @Nullable String url;
    private volatile boolean tls;

    /** In the data folder. */
    @Activate
    public AccessService(AdminConfig config, @Reference OidcService oidc, BundleContext context) {
        this(folder(context), Duration.ofHours(config.sessionHours()), oidc::login, Clock.systemUTC());
    }

    AccessService(Path folder, Duration sessions, Supplier<@Nullable OidcLogin> logins, Clock clock) {
        Tokens tokens = new Tokens(folder.resolve("admin-tokens.json"), clock);
        guards = new AdminResources.Guards(
                tokens,
                new Sessions(sessions, tokens, clock),
                new LoginCodes(clock),
                new GuessLimiter(clock),
                new AuditLog(folder.resolve("admin-audit.jsonl")),
                logins);
    }

    /** The data folder; nothing is written there before something is to be kept. */
    static Path folder(BundleContext context) {
        String named = context.getProperty("hookline.data");
        return Path.of(named == null || named.isEmpty() ? "hookline-data" : named);
    }

    AdminResources.Guards guards() {
        return guards;
    }

    /** Where the TCP listener is. */
    void listensAt(@Nullable String address, boolean secure) {
        url = address;
        tls = secure;
    }

    @Nullable
    String url() {
        return url;
    }

    boolean isTls() {
        return tls;
    }
}
