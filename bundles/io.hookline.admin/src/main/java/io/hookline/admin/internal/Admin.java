package io.hookline.admin.internal;

import io.hookline.shell.session.CommandService;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The admin API as a component: listens while it is active. Without a data folder and a configured file it is off. */
@Component(
        configurationPid = AdminConfig.PID,
        immediate = true,
        service = {})
@Designate(ocd = AdminConfig.class)
public final class Admin {

    private static final Logger LOG = LoggerFactory.getLogger(Admin.class);
    private static final String OFF = "none";

    private final @Nullable AdminSocket socket;

    /** Begins to listen. An instance that cannot be operated from outside goes on serving its calls. */
    @Activate
    public Admin(AdminConfig config, @Reference CommandService commands, BundleContext context) {
        Path file = file(config.socket().strip(), context.getProperty("hookline.data"));
        socket = file == null ? null : open(file, new AdminApi(commands));
    }

    private static @Nullable Path file(String configured, @Nullable String data) {
        if (configured.equals(OFF)) {
            return null;
        }
        if (!configured.isEmpty()) {
            return Path.of(configured);
        }
        return data == null ? null : Path.of(data, "admin.sock");
    }

    private static @Nullable AdminSocket open(Path file, AdminApi api) {
        try {
            AdminSocket opened = AdminSocket.open(file, api);
            LOG.info("the admin API listens on {}", opened.file());
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

    @Deactivate
    void stop() {
        if (socket != null) {
            socket.close();
        }
    }
}
