package io.hookline.plugin.ssh.internal;

import io.hookline.api.plugin.Plugin;
import io.hookline.shell.session.CommandService;
import java.io.IOException;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Listens while it is configured. Nothing of the library is loaded before. */
@Component(
        configurationPid = SshConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true,
        service = {})
@Designate(ocd = SshConfig.class)
@Plugin(id = "ssh", tags = "command")
public final class SshAccess {

    private final SshListener listener;

    /**
     * Begins to listen.
     *
     * @throws IOException if it cannot; the message names the cause
     */
    @Activate
    public SshAccess(SshConfig config, @Reference CommandService commands, BundleContext context) throws IOException {
        String data = context.getProperty("hookline.data");
        listener = SshListener.open(config, Path.of(data == null ? "hookline-data" : data), commands);
    }

    @Deactivate
    void stop() {
        listener.close();
    }
}
