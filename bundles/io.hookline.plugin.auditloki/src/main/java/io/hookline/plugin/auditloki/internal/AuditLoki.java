package io.hookline.plugin.auditloki.internal;

import io.hookline.api.plugin.Plugin;
import io.hookline.api.plugin.Secrets;
import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.AuditOutput;
import io.hookline.audit.output.Delivery;
import io.hookline.common.httpoutput.HttpOptions;
import io.hookline.common.httpoutput.HttpOutput;
import io.hookline.common.httpoutput.HttpSettings;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The output {@code loki}. A changed configuration makes a new one, which goes on where this one stopped. */
@Plugin(
        id = "auditloki",
        version = "1.0.0",
        tags = {"audit", "output"})
@Component(name = "io.hookline.plugin.auditloki", property = AuditOutput.NAME + "=loki")
@Designate(ocd = LokiConfig.class)
public final class AuditLoki implements AuditOutput {

    private final HttpOutput output;

    /**
     * Connects to nothing yet.
     *
     * @throws IllegalArgumentException if the configuration cannot work; the message names the option
     */
    @Activate
    public AuditLoki(LokiConfig config, HttpOptions options, @Reference Secrets secrets) {
        HttpSettings settings = HttpSettings.of(config.url(), options, secrets);
        output = new HttpOutput(
                config.tenant().isEmpty() ? settings : settings.with(Map.of("X-Scope-OrgID", config.tenant())),
                new LokiPush(new StreamLabels(config), List.of(config.metadata())));
    }

    @Deactivate
    void deactivate() {
        output.close();
    }

    @Override
    public List<Delivery> deliver(List<AuditEntry> entries) throws InterruptedException {
        return output.deliver(entries);
    }
}
