package io.hookline.plugin.auditotlp.internal;

import io.hookline.api.plugin.Plugin;
import io.hookline.api.plugin.Secrets;
import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.AuditOutput;
import io.hookline.audit.output.Delivery;
import io.hookline.common.httpoutput.HttpOptions;
import io.hookline.common.httpoutput.HttpOutput;
import io.hookline.common.httpoutput.HttpSettings;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The output {@code otlp}. A changed configuration makes a new one, which goes on where this one stopped. */
@Plugin(
        id = "auditotlp",
        version = "1.0.0",
        tags = {"audit", "output"})
@Component(name = "io.hookline.plugin.auditotlp", property = AuditOutput.NAME + "=otlp")
@Designate(ocd = OtlpConfig.class)
public final class AuditOtlp implements AuditOutput {

    private final HttpOutput output;

    /**
     * Connects to nothing yet.
     *
     * @throws IllegalArgumentException if the configuration cannot work; the message names the option
     */
    @Activate
    public AuditOtlp(OtlpConfig config, HttpOptions options, @Reference Secrets secrets) {
        HttpSettings settings = HttpSettings.of(config.url(), options, secrets);
        output = new HttpOutput(settings, new OtlpLogs(config.path(), new LogsJson(config)));
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
