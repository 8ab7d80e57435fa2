package io.hookline.plugin.auditsplunk.internal;

import io.hookline.api.plugin.Plugin;
import io.hookline.api.plugin.Secrets;
import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.AuditOutput;
import io.hookline.audit.output.Delivery;
import io.hookline.common.httpoutput.HttpOptions;
import io.hookline.common.httpoutput.HttpOutput;
import io.hookline.common.httpoutput.HttpSender;
import io.hookline.common.httpoutput.HttpSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The output {@code splunk}. A record is delivered when Splunk has acknowledged it. A changed configuration makes a new
 * output, which goes on where this one stopped.
 */
@Plugin(
        id = "auditsplunk",
        version = "1.0.0",
        tags = {"audit", "output"})
@Component(name = "io.hookline.plugin.auditsplunk", property = AuditOutput.NAME + "=splunk")
@Designate(ocd = SplunkConfig.class)
public final class AuditSplunk implements AuditOutput {

    private final boolean isAcknowledged;
    private final Acknowledgements acknowledgements;
    private final HttpOutput output;

    /**
     * Connects to nothing yet.
     *
     * @throws IllegalArgumentException if the configuration cannot work; the message names the option
     */
    @Activate
    public AuditSplunk(SplunkConfig config, HttpOptions options, @Reference Secrets secrets) {
        HttpSettings settings = SplunkSettings.of(config, options, secrets);
        HttpSender sender = new HttpSender(settings);
        isAcknowledged = config.acknowledge();
        acknowledgements = new Acknowledgements(sender, config.ackPollMillis(), config.ackTimeoutMillis());
        output = new HttpOutput(settings, new HecEvents(config, acknowledgements), sender);
    }

    @Deactivate
    void deactivate() {
        output.close();
    }

    @Override
    public List<Delivery> deliver(List<AuditEntry> entries) throws InterruptedException {
        if (!isAcknowledged) {
            return output.deliver(entries);
        }
        String problem = acknowledgements.open();
        if (!problem.isEmpty()) {
            return Collections.nCopies(entries.size(), Delivery.retry(problem));
        }
        List<Delivery> results = new ArrayList<>(output.deliver(entries));
        Map<Long, String> open = acknowledgements.await();
        for (int i = 0; i < results.size(); i++) {
            String reason = open.get(entries.get(i).sequence());
            if (reason != null) {
                results.set(i, Delivery.retry(reason));
            }
        }
        return results;
    }
}
