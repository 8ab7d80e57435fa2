package io.hookline.plugin.auditelastic.internal;

import io.hookline.api.plugin.Plugin;
import io.hookline.api.plugin.Secrets;
import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.AuditOutput;
import io.hookline.audit.output.Delivery;
import io.hookline.common.httpoutput.ClosableOutput;
import io.hookline.common.httpoutput.HttpCredentials;
import io.hookline.common.httpoutput.HttpOptions;
import io.hookline.common.httpoutput.HttpSettings;
import io.hookline.common.httpoutput.ReplaceableOutput;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The output {@code elastic}, for Elasticsearch and OpenSearch. */
@Plugin(
        id = "auditelastic",
        version = "1.0.0",
        tags = {"audit", "output"})
@Component(name = "io.hookline.plugin.auditelastic", property = AuditOutput.NAME + "=elastic")
@Designate(ocd = ElasticConfig.class)
public final class AuditElastic implements AuditOutput {

    private static final Logger LOG = LoggerFactory.getLogger(AuditElastic.class);

    private final Secrets secrets;
    private final ReplaceableOutput output;

    /**
     * Connects to nothing yet.
     *
     * @throws IllegalArgumentException if the configuration cannot work; the message names the option
     */
    @Activate
    public AuditElastic(
            ElasticConfig config, HttpOptions options, HttpCredentials credentials, @Reference Secrets secrets) {
        this.secrets = secrets;
        output = new ReplaceableOutput(of(config, options, credentials, secrets));
    }

    @Modified
    void modified(ElasticConfig config, HttpOptions options, HttpCredentials credentials) {
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
            ElasticConfig config, HttpOptions options, HttpCredentials credentials, Secrets secrets) {
        return new DataStreamOutput(config, HttpSettings.of(config.url(), options, credentials, secrets));
    }
}
