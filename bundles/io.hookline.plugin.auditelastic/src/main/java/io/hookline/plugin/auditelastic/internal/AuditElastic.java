package io.hookline.plugin.auditelastic.internal;

import io.hookline.api.plugin.Plugin;
import io.hookline.api.plugin.Secrets;
import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.AuditOutput;
import io.hookline.audit.output.Delivery;
import io.hookline.common.httpoutput.HttpOptions;
import io.hookline.common.httpoutput.HttpOutput;
import io.hookline.common.httpoutput.HttpSender;
import io.hookline.common.httpoutput.HttpSettings;
import java.util.Collections;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The output {@code elastic}, for Elasticsearch and OpenSearch. A changed configuration makes a new one, which goes on
 * where this one stopped.
 */
@Plugin(
        id = "auditelastic",
        version = "1.0.0",
        tags = {"audit", "output"})
@Component(name = "io.hookline.plugin.auditelastic", property = AuditOutput.NAME + "=elastic")
@Designate(ocd = ElasticConfig.class)
public final class AuditElastic implements AuditOutput {

    private final IndexTemplate template;
    private final HttpOutput output;

    /**
     * Connects to nothing yet.
     *
     * @throws IllegalArgumentException if the configuration cannot work; the message names the option
     */
    @Activate
    public AuditElastic(ElasticConfig config, HttpOptions options, @Reference Secrets secrets) {
        HttpSettings settings = HttpSettings.of(config.url(), options, secrets);
        HttpSender sender = new HttpSender(settings);
        template = new IndexTemplate(sender, config.dataStream(), config.createTemplate());
        output = new HttpOutput(settings, new BulkRequests(config.dataStream()), sender);
    }

    @Deactivate
    void deactivate() {
        output.close();
    }

    @Override
    public List<Delivery> deliver(List<AuditEntry> entries) throws InterruptedException {
        Delivery problem = template.ensure();
        return problem == null ? output.deliver(entries) : Collections.nCopies(entries.size(), problem);
    }
}
