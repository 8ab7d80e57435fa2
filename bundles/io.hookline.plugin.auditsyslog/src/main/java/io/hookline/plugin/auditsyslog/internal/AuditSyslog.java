package io.hookline.plugin.auditsyslog.internal;

import io.hookline.api.plugin.Plugin;
import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.AuditOutput;
import io.hookline.audit.output.Delivery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The output {@code syslog}. Syslog does not acknowledge: a record counts as delivered when the operating system has
 * taken it.
 */
@Plugin(
        id = "auditsyslog",
        version = "1.0.0",
        tags = {"audit", "output"})
@Component(
        name = AuditSyslogConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = AuditOutput.NAME + "=syslog")
@Designate(ocd = AuditSyslogConfig.class)
public final class AuditSyslog implements AuditOutput {

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "hookline-audit-syslog-limit");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Target target;
    /** What the latest delivery has used. Belongs to the thread that delivers. */
    private @Nullable Target used;

    /** Connects with the first delivery. */
    @Activate
    public AuditSyslog(AuditSyslogConfig config) {
        timer.setRemoveOnCancelPolicy(true);
        target = target(config);
    }

    @Modified
    void modified(AuditSyslogConfig config) {
        target = target(config);
    }

    @Deactivate
    void deactivate() {
        target.link().close();
        timer.shutdownNow();
    }

    @Override
    public List<Delivery> deliver(List<AuditEntry> entries) throws IOException {
        Target now = target;
        Target before = used;
        if (before != null && !before.equals(now)) {
            before.link().close();
        }
        used = now;
        List<Delivery> results = new ArrayList<>(entries.size());
        List<byte[]> messages = new ArrayList<>(entries.size());
        for (AuditEntry entry : entries) {
            byte[] message = now.settings().form().message(entry);
            if (message.length > now.settings().maxBytes()) {
                results.add(Delivery.rejected("the message has " + message.length + " bytes, maxBytes is "
                        + now.settings().maxBytes()));
            } else {
                results.add(Delivery.DONE);
                messages.add(message);
            }
        }
        if (!messages.isEmpty()) {
            now.link().send(messages);
        }
        return results;
    }

    private Target target(AuditSyslogConfig config) {
        SyslogSettings settings = SyslogSettings.of(config);
        return new Target(
                settings,
                settings.transport() == SyslogSettings.Transport.UDP
                        ? new DatagramLink(settings)
                        : new StreamLink(settings, timer));
    }

    /**
     * Where records go.
     *
     * @param settings how
     * @param link the way there
     */
    private record Target(SyslogSettings settings, SyslogLink link) {}
}
