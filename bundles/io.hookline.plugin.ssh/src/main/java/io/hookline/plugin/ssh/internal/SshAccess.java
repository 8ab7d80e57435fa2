package io.hookline.plugin.ssh.internal;

import io.hookline.api.plugin.Plugin;
import io.hookline.shell.session.CommandRecord;
import io.hookline.shell.session.CommandService;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens while a port is set. Nothing of the library is loaded before. Guarded by itself. */
@Component(
        configurationPid = SshConfig.PID,
        immediate = true,
        service = {})
@Designate(ocd = SshConfig.class)
@Plugin(id = "ssh", tags = "command")
public final class SshAccess {

    private static final Logger LOG = LoggerFactory.getLogger(SshAccess.class);

    private final Path data;
    private final CommandService commands;
    private final CommandRecord record;
    private @Nullable SshListener listener;

    /**
     * Begins to listen, if it is to.
     *
     * @throws IOException if it cannot; the message names the cause
     */
    @Activate
    public SshAccess(
            SshConfig config,
            @Reference CommandService commands,
            @Reference CommandRecord record,
            BundleContext context)
            throws IOException {
        String folder = context.getProperty("hookline.data");
        this.data = Path.of(folder == null ? "hookline-data" : folder);
        this.commands = commands;
        this.record = record;
        listener = opened(config);
    }

    private @Nullable SshListener opened(SshConfig config) throws IOException {
        return config.port() < 0 ? null : SshListener.open(config, data, commands, record);
    }

    /** Listens as another configuration says, which ends the connections. */
    @Modified
    synchronized void change(SshConfig config) {
        stop();
        try {
            listener = opened(config);
        } catch (IOException e) {
            LOG.error("{}", e.getMessage());
        }
    }

    @Deactivate
    synchronized void stop() {
        SshListener last = listener;
        listener = null;
        if (last != null) {
            last.close();
        }
    }
}
