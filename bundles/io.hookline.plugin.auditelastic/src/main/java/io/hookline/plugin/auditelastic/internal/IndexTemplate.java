package io.hookline.plugin.auditelastic.internal;

import io.hookline.audit.output.Delivery;
import io.hookline.common.httpoutput.Answer;
import io.hookline.common.httpoutput.HttpCall;
import io.hookline.common.httpoutput.HttpSender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The template that makes a data stream of the name: all texts are keywords. It is made before the first record, and
 * one that is there already stays as it is. For one thread at a time.
 */
final class IndexTemplate {

    private static final String BODY =
            """
            {"index_patterns":["%1$s"],"data_stream":{},"priority":500,\
            "_meta":{"description":"Audit records of Hookline"},\
            "template":{"mappings":{"date_detection":false,\
            "dynamic_templates":[{"texts":{"match_mapping_type":"string",\
            "mapping":{"type":"keyword","ignore_above":8191}}}],\
            "properties":{"@timestamp":{"type":"date"},"time":{"type":"date"},"sequence":{"type":"long"}}}}}
            """;

    private final HttpSender sender;
    private final String name;
    private boolean isDone;

    /**
     * A template for a data stream.
     *
     * @param isWanted whether it is made at all
     */
    IndexTemplate(HttpSender sender, String name, boolean isWanted) {
        this.sender = sender;
        this.name = name;
        this.isDone = !isWanted;
    }

    /** Makes the template if there is none. Returns why records have to wait; null if they need not. */
    @Nullable
    Delivery ensure() throws InterruptedException {
        if (isDone) {
            return null;
        }
        try {
            Answer there = sender.send(call("HEAD", ""));
            if (!there.isSuccess() && there.status() != 404) {
                return failed(there);
            }
            if (!there.isSuccess()) {
                Answer made = sender.send(call("PUT", BODY.formatted(name)));
                if (!made.isSuccess()) {
                    return failed(made);
                }
            }
            isDone = true;
            return null;
        } catch (IOException e) {
            return Delivery.retry(String.valueOf(e.getMessage()));
        }
    }

    private Delivery failed(Answer answer) {
        String cure = answer.status() == 401 || answer.status() == 403
                ? "; check the credentials, allow manage_index_templates, or set createTemplate=false"
                : "";
        return Delivery.retryAfter(
                answer.pause(), "the index template " + name + " cannot be made: " + answer.excerpt() + cure);
    }

    private HttpCall call(String method, String body) {
        return new HttpCall(
                method,
                "/_index_template/" + name,
                "application/json",
                Map.of(),
                body.getBytes(StandardCharsets.UTF_8));
    }
}
