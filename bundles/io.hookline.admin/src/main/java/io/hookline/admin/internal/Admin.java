package io.hookline.admin.internal;

import io.hookline.admin.internal.api.AdminResources;
import io.hookline.admin.internal.api.Artifacts;
import io.hookline.admin.internal.api.WebFiles;
import io.hookline.admin.internal.http.AdminServer;
import io.hookline.admin.internal.http.Limits;
import io.hookline.admin.internal.http.LocalListener;
import io.hookline.admin.internal.http.NetworkDoor;
import io.hookline.admin.internal.http.TcpListener;
import io.hookline.common.file.DurableFile;
import io.hookline.shell.feed.EventFeed;
import io.hookline.shell.feed.LogFeed;
import io.hookline.shell.session.CommandService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin API as a component: listens while it is active. Without a data folder there is no TCP listener, and a
 * socket only if its file is configured. An instance that cannot be operated from outside goes on serving its calls.
 */
@Component(
        configurationPid = AdminConfig.PID,
        immediate = true,
        service = {})
@Designate(ocd = AdminConfig.class)
public final class Admin {

    private static final Logger LOG = LoggerFactory.getLogger(Admin.class);
    private static final String OFF = "none";
    private static final String URL_FILE = "admin.url";

    private final AccessService access;
    private final AdminResources resources;
    private final AdminServer server;
    private final Path folder;
    private final boolean hasFolder;
    private final @Nullable LocalListener local;

    /** Begins to listen. */
    @Activate
    public Admin(
            AdminConfig config,
            @Reference CommandService commands,
            @Reference EventFeed events,
            @Reference LogFeed log,
            @Reference WebFiles files,
            @Reference AccessService access,
            BundleContext context) {
        this.access = access;
        this.folder = AccessService.folder(context);
        this.hasFolder = context.getProperty("hookline.data") != null;
        Clock clock = Clock.systemUTC();
        Artifacts artifacts = new Artifacts(folder.resolve("uploads"), clock);
        resources = new AdminResources(
                new AdminResources.Services(
                        commands,
                        events,
                        log,
                        files,
                        context.getBundle().getVersion().toString()),
                access.guards(),
                new AdminResources.Listener(access::url, access::isTls),
                artifacts,
                clock);
        server = new AdminServer(
                resources.table(),
                access.guards().audit(),
                artifacts.folder(),
                Limits.of((long) config.maxUploadMegabytes() << 20),
                clock);
        Path file = socketFile(config.socket().strip());
        local = file == null ? null : openLocal(file, server);
        if (hasFolder) {
            openTcp(config, clock);
        }
    }

    private @Nullable Path socketFile(String configured) {
        if (configured.equals(OFF)) {
            return null;
        }
        if (!configured.isEmpty()) {
            return Path.of(configured);
        }
        return hasFolder ? folder.resolve("admin.sock") : null;
    }

    /** The socket, or what stands in for it; null if neither can be had. */
    private static @Nullable LocalListener openLocal(Path file, AdminServer server) {
        try {
            LocalListener opened = LocalListener.open(file, server);
            LOG.info("the admin API listens on {}", opened);
            return opened;
        } catch (IOException e) {
            LOG.warn(
                    "the admin API is off, and the command line cannot reach this instance: {}. Set \"socket\" in"
                            + " conf/{}.cfg to another file, or to {}",
                    e.getMessage(),
                    AdminConfig.PID,
                    OFF);
            return null;
        }
    }

    private void openTcp(AdminConfig config, Clock clock) {
        try {
            Files.deleteIfExists(folder.resolve(URL_FILE));
            if (config.port() < 0) {
                return;
            }
            AdminResources.Guards guards = access.guards();
            TcpListener.Settings settings = new TcpListener.Settings(
                    config.host().strip(),
                    config.port(),
                    List.of(config.hostNames()),
                    file(config.certificate()),
                    file(config.privateKey()));
            TcpListener opened = TcpListener.open(
                    server,
                    settings,
                    (names, tls) ->
                            new NetworkDoor(names, tls, guards.tokens(), guards.sessions(), guards.limiter(), clock));
            access.listensAt(opened.url(), opened.isTls());
            DurableFile.write(folder.resolve(URL_FILE), (opened.url() + "\n").getBytes(StandardCharsets.UTF_8));
            LOG.info(
                    "the admin API is on {}{}",
                    opened.url(),
                    opened.isElsewhere() ? ", because port " + config.port() + " is in use" : "");
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "the admin API has no TCP listener, and the console cannot be opened: {}. Correct conf/{}.cfg, or set"
                            + " \"port\" to -1",
                    e.getMessage(),
                    AdminConfig.PID);
        }
    }

    private static @Nullable Path file(String configured) {
        return configured.isBlank() ? null : Path.of(configured.strip());
    }

    @Deactivate
    void stop() {
        access.listensAt(null, false);
        if (hasFolder) {
            try {
                Files.deleteIfExists(folder.resolve(URL_FILE));
            } catch (IOException e) {
                LOG.debug("the file with the address cannot be deleted", e);
            }
        }
        if (local != null) {
            local.close();
        }
        server.close();
        resources.close();
    }
}
