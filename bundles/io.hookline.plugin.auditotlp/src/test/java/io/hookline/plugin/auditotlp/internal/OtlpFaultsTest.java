package io.hookline.plugin.auditotlp.internal;

import io.hookline.audit.output.AuditOutput;
import io.hookline.common.config.GivenOptions;
import io.hookline.common.httpoutput.HttpCredentials;
import io.hookline.common.httpoutput.HttpOptions;
import io.hookline.common.httpoutput.OutputFaults;
import io.hookline.common.httpoutput.StubReceiver.Reply;
import io.hookline.common.httpoutput.StubReceiver.Request;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

class OtlpFaultsTest extends OutputFaults {

    @Override
    protected AuditOutput output(String url, int timeoutMillis) {
        Map<String, Object> options = Map.of("url", url, "timeoutMillis", timeoutMillis);
        return new AuditOtlp(
                GivenOptions.as(OtlpConfig.class, options),
                GivenOptions.as(HttpOptions.class, options),
                GivenOptions.as(HttpCredentials.class, options),
                reference -> reference);
    }

    @Override
    protected void close(AuditOutput output) {
        ((AuditOtlp) output).deactivate();
    }

    @Override
    protected Pattern sequence() {
        return Pattern.compile("\"intValue\":\"([0-9]+)\"");
    }

    @Override
    protected Reply answer(Request request, List<Long> sequences) {
        return Reply.json(200, "{}");
    }
}
