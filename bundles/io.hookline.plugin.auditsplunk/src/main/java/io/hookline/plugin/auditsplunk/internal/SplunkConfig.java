package io.hookline.plugin.auditsplunk.internal;

import io.hookline.api.plugin.Pattern;
import io.hookline.api.plugin.SharedOptions;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How audit records get to the HTTP Event Collector of Splunk. */
@ObjectClassDefinition(
        name = "Hookline Audit Splunk",
        description = "Audit records for the HTTP Event Collector of Splunk")
@SharedOptions("io.hookline.common.httpoutput.HttpOptions")
@interface SplunkConfig {

    @AttributeDefinition(description = "The address of the collector, without /services/collector")
    String url() default "https://127.0.0.1:8088";

    @AttributeDefinition(description = "The token of the collector; has to be set", type = AttributeType.PASSWORD)
    String token();

    @AttributeDefinition(
            description = "Whether a record counts as delivered only when Splunk has indexed it. The token has to have"
                    + " indexer acknowledgement enabled")
    boolean acknowledge() default true;

    @AttributeDefinition(
            description = "How long to wait between two questions for acknowledgements, in milliseconds",
            min = "1",
            max = "60000")
    int ackPollMillis() default 1_000;

    @AttributeDefinition(
            description = "How long to wait for an acknowledgement until records are sent again, in milliseconds",
            min = "1",
            max = "3600000")
    int ackTimeoutMillis() default 300_000;

    @AttributeDefinition(description = "The index. Empty: the token's own")
    @Pattern("[a-z0-9_-]*")
    String index() default "";

    @AttributeDefinition(description = "The field host of the events. Empty: none")
    String host() default "";

    @AttributeDefinition(description = "The field source of the events. Empty: none")
    String source() default "hookline";

    @AttributeDefinition(description = "The field sourcetype of the events. Empty: none")
    String sourcetype() default "hookline:audit";
}
