package io.hookline.plugin.auditsplunk.internal;

import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.Delivery;
import io.hookline.common.httpoutput.ClosableOutput;
import io.hookline.common.httpoutput.HttpOutput;
import io.hookline.common.httpoutput.HttpSender;
import io.hookline.common.httpoutput.HttpSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Sends records, and waits until Splunk has acknowledged them. For one thread at a time. */
final class HecOutput implements ClosableOutput {

    private final boolean isAcknowledged;
    private final Acknowledgements acknowledgements;
    private final HttpOutput output;

    HecOutput(SplunkConfig config, HttpSettings settings) {
        HttpSender sender = new HttpSender(settings);
        isAcknowledged = config.acknowledge();
        acknowledgements = new Acknowledgements(sender, config.ackPollMillis(), config.ackTimeoutMillis());
        output = new HttpOutput(settings, new HecEvents(config, acknowledgements), sender);
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

    @Override
    public void close() {
        output.close();
    }
}
