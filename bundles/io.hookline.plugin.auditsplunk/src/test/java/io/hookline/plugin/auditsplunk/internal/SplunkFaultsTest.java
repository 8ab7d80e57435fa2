package io.hookline.plugin.auditsplunk.internal;

import io.hookline.audit.output.AuditOutput;
import io.hookline.common.config.GivenOptions;
import io.hookline.common.httpoutput.HttpOptions;
import io.hookline.common.httpoutput.OutputFaults;
import io.hookline.common.httpoutput.StubReceiver.Reply;
import io.hookline.common.httpoutput.StubReceiver.Request;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

class SplunkFaultsTest extends OutputFaults {

    @Override
    protected AuditOutput output(String url, int timeoutMillis) {
        Map<String, Object> options =
                Map.of("url", url, "timeoutMillis", timeoutMillis, "token", "a", "ackPollMillis", 1);
        return new AuditSplunk(
                GivenOptions.as(SplunkConfig.class, options),
                GivenOptions.as(HttpOptions.class, options),
                reference -> reference);
    }

    @Override
    protected void close(AuditOutput output) {
        ((AuditSplunk) output).deactivate();
    }

    @Override
    protected Pattern sequence() {
        return Pattern.compile("\"sequence\":([0-9]+)");
    }

    @Override
    protected Reply answer(Request request, List<Long> sequences) {
        return sequences.isEmpty()
                ? Reply.json(200, "{\"acks\":{\"0\":true}}")
                : Reply.json(200, "{\"text\":\"Success\",\"code\":0,\"ackId\":0}");
    }
}
