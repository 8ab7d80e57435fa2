package io.hookline.admin.internal.api;

import io.hookline.admin.internal.access.AuditLog;
import io.hookline.admin.internal.access.GuessLimiter;
import io.hookline.admin.internal.access.LoginCodes;
import io.hookline.admin.internal.access.Sessions;
import io.hookline.admin.internal.access.Tokens;
import io.hookline.admin.internal.http.Resource;
import io.hookline.admin.internal.http.ResourceTable;
import io.hookline.admin.internal.oidc.OidcLogin;
import io.hookline.shell.feed.EventFeed;
import io.hookline.shell.feed.LogFeed;
import io.hookline.shell.session.CommandService;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All resources, with what they share. Opened once, closed once. */
public final class AdminResources implements AutoCloseable {

    private final Changes changes;
    private final StreamResources streams;
    private final ResourceTable table;

    /**
     * The resources.
     *
     * @param services what they read and run
     * @param guards who may do what
     * @param listener what is known of the TCP listener
     */
    public AdminResources(Services services, Guards guards, Listener listener, Artifacts artifacts, Clock clock) {
        CommandCalls calls = new CommandCalls(services.commands());
        StreamLimit limit = new StreamLimit();
        SessionStart start = new SessionStart(guards.sessions(), listener.tls(), clock);
        changes = new Changes(calls, clock);
        streams = new StreamResources(services.events(), services.log(), limit);
        List<Resource> all = new ArrayList<>();
        all.addAll(new SystemResources(services.version(), clock.instant().toString(), listener.url()).all());
        all.addAll(new CommandResources(calls, artifacts).all());
        all.addAll(new ReadResources(calls).all());
        all.addAll(new ConfigurationResources(calls).all());
        all.addAll(new ArtifactResources(artifacts).all());
        all.addAll(new ChangeResources(calls, changes, artifacts, limit).all());
        all.addAll(streams.all());
        all.addAll(new AccessResources(
                        guards.tokens(),
                        guards.sessions(),
                        guards.codes(),
                        guards.limiter(),
                        guards.audit(),
                        start,
                        clock)
                .all());
        all.addAll(new OidcResources(guards.logins(), start, guards.limiter()).all());
        table = new ResourceTable(all, services.files().resource());
    }

    /** The table of them. */
    public ResourceTable table() {
        return table;
    }

    /** Ends what they run. */
    @Override
    public void close() {
        changes.close();
        streams.close();
    }

    /**
     * What resources read and run.
     *
     * @param version of the product
     */
    public record Services(CommandService commands, EventFeed events, LogFeed log, WebFiles files, String version) {}

    /**
     * Who may do what, and what was done.
     *
     * @param logins the logins by an identity provider; it gives null while there is none
     */
    public record Guards(
            Tokens tokens,
            Sessions sessions,
            LoginCodes codes,
            GuessLimiter limiter,
            AuditLog audit,
            Supplier<@Nullable OidcLogin> logins) {}

    /**
     * What is known of the TCP listener.
     *
     * @param url its address; null while there is none
     * @param tls whether it uses TLS
     */
    public record Listener(Supplier<@Nullable String> url, BooleanSupplier tls) {}
}
