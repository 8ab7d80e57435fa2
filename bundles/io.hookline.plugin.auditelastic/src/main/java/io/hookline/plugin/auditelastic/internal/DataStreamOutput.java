package io.hookline.plugin.auditelastic.internal;

import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.Delivery;
import io.hookline.common.httpoutput.ClosableOutput;
import io.hookline.common.httpoutput.HttpOutput;
import io.hookline.common.httpoutput.HttpSender;
import io.hookline.common.httpoutput.HttpSettings;
import java.util.Collections;
import java.util.List;

/** Makes the template, and then sends records. For one thread at a time. */
final class DataStreamOutput implements ClosableOutput {

    private final IndexTemplate template;
    private final HttpOutput output;

    DataStreamOutput(ElasticConfig config, HttpSettings settings) {
        HttpSender sender = new HttpSender(settings);
        template = new IndexTemplate(sender, config.dataStream(), config.createTemplate());
        output = new HttpOutput(settings, new BulkRequests(config.dataStream()), sender);
    }

    @Override
    public List<Delivery> deliver(List<AuditEntry> entries) throws InterruptedException {
        Delivery problem = template.ensure();
        return problem == null ? output.deliver(entries) : Collections.nCopies(entries.size(), problem);
    }

    @Override
    public void close() {
        output.close();
    }
}
