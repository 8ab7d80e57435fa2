package io.hookline.plugin.auditloki.internal;

import io.hookline.api.plugin.Plugin;
import io.hookline.api.plugin.Secrets;
import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.AuditOutput;
import io.hookline.audit.output.Delivery;
import io.hookline.common.httpoutput.ClosableOutput;
import io.hookline.common.httpoutput.HttpCredentials;
import io.hookline.common.httpoutput.HttpOptions;
import io.hookline.common.httpoutput.HttpOutput;
import io.hookline.common.httpoutput.HttpSettings;
import io.hookline.common.httpoutput.ReplaceableOutput;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The output {@code loki}. */
@Plugin(
        id = "auditloki",
        version = "1.0.0",
        tags = {"audit", "output"})
@Component(name = "io.hookline.plugin.auditloki", property = AuditOutput.NAME + "=loki")
@Designate(ocd = LokiConfig.class)
public final class AuditLoki implements AuditOutput {

    private static final Logger LOG = LoggerFactory.getLogger(AuditLoki.class);

    private final Secrets secrets;
    private final ReplaceableOutput output;

    /**
     * Connects to nothing yet.
     *
     * @throws IllegalArgumentException if the configuration cannot work; the message names the option
     */
    @Activate
    public AuditLoki(LokiConfig config, HttpOptions options, HttpCredentials credentials, @Reference Secrets secrets) {
        this.secrets = secrets;
        output = new ReplaceableOutput(of(config, options, credentials, secrets));
    }

    @Modified
    void modified(LokiConfig config, HttpOptions options, HttpCredentials credentials) {
        try {
            output.replace(of(config, options, credentials, secrets));
        } catch (IllegalArgumentException e) {
            LOG.error("the new configuration is refused, the old one stays: {}", e.getMessage());
        }
    }

    @Deactivate
    void deactivate() {
        output.close();
    }

    @Override
    public List<Delivery> deliver(List<AuditEntry> entries) throws Exception {
        return output.deliver(entries);
    }

    private static ClosableOutput of(
            LokiConfig config, HttpOptions options, HttpCredentials credentials, Secrets secrets) {
        HttpSettings settings = HttpSettings.of(config.url(), options, credentials, secrets);
        return new HttpOutput(
                config.tenant().isEmpty() ? settings : settings.with(Map.of("X-Scope-OrgID", config.tenant())),
                new LokiPush(new StreamLabels(config), List.of(config.metadata())));
    }
}
