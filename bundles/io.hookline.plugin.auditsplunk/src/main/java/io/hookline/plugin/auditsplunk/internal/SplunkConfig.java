package io.hookline.plugin.auditsplunk.internal;

import io.hookline.api.plugin.Pattern;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How audit records get to the HTTP Event Collector of Splunk. */
@ObjectClassDefinition(
        name = "Hookline Audit Splunk",
        description = "Audit records for the HTTP Event Collector of Splunk")
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

    @AttributeDefinition(
            description = "File with the certificates of the authorities that are trusted, in PEM. Empty: the JVM's")
    String caFile() default "";

    @AttributeDefinition(description = "File with this client's certificate and its chain, in PEM. Empty: none")
    String certificateFile() default "";

    @AttributeDefinition(description = "File with the key of the certificate, in PEM: PKCS #8, not encrypted")
    String keyFile() default "";

    @AttributeDefinition(description = "Whether http without TLS is allowed to other machines")
    boolean plainHttp() default false;

    @AttributeDefinition(description = "Whether requests are compressed with gzip")
    boolean compress() default true;

    @AttributeDefinition(description = "How many records a request has at most", min = "1", max = "100000")
    int batchRecords() default 500;

    @AttributeDefinition(
            description = "How many bytes of records a request has before compression, about",
            min = "1000",
            max = "100000000")
    int batchBytes() default 1_000_000;

    @AttributeDefinition(description = "How long a connection may take, in milliseconds", min = "1", max = "600000")
    int connectTimeoutMillis() default 5_000;

    @AttributeDefinition(
            description = "How long a request and its answer may take, in milliseconds",
            min = "1",
            max = "600000")
    int timeoutMillis() default 30_000;
}
