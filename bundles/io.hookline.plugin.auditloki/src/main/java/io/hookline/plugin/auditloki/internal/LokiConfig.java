package io.hookline.plugin.auditloki.internal;

import io.hookline.api.plugin.Pattern;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How audit records get to Grafana Loki. */
@ObjectClassDefinition(name = "Hookline Audit Loki", description = "Audit records for Grafana Loki")
@interface LokiConfig {

    @AttributeDefinition(description = "The address of Loki, without /loki/api/v1/push")
    String url() default "http://127.0.0.1:3100";

    @AttributeDefinition(description = "The tenant, sent in the header X-Scope-OrgID. Empty: none")
    @Pattern("[A-Za-z0-9!._*'()-]{0,150}")
    String tenant() default "";

    @AttributeDefinition(description = "Labels of all streams, each NAME=VALUE", min = "1")
    @Pattern("\\s*(?!__)[a-zA-Z_][a-zA-Z0-9_]*\\s*=.*\\S.*")
    String[] labels() default "job=hookline";

    @AttributeDefinition(
            description = "Parts of a record that become labels: source, level, outcome, action, tenant. Each value of"
                    + " each makes streams of its own")
    @Pattern("\\s*(source|level|outcome|action|tenant)?\\s*")
    String[] labelParts() default {"source", "level"};

    @AttributeDefinition(description = "Whether the labels of the audit route become labels of the stream")
    boolean routeLabels() default true;

    @AttributeDefinition(
            description = "How many streams there are at most; further records have the labels of all streams alone",
            min = "1",
            max = "100000")
    int maxStreams() default 100;

    @AttributeDefinition(
            description = "Parts of a record that become structured metadata, which Loki 3 knows: sequence, callId,"
                    + " traceId, actor, action, resource, outcome")
    @Pattern("\\s*(sequence|callId|traceId|actor|action|resource|outcome)?\\s*")
    String[] metadata() default {};

    @AttributeDefinition(description = "User for basic authentication. Empty: none")
    String user() default "";

    @AttributeDefinition(description = "Password for basic authentication", type = AttributeType.PASSWORD)
    String password() default "";

    @AttributeDefinition(
            description = "Token that is sent in the header Authorization. Empty: none",
            type = AttributeType.PASSWORD)
    String token() default "";

    @AttributeDefinition(description = "What stands before the token, such as Bearer or ApiKey")
    @Pattern("[A-Za-z0-9_-]+")
    String tokenScheme() default "Bearer";

    @AttributeDefinition(
            description = "Key that is sent in a header of its own. Empty: none",
            type = AttributeType.PASSWORD)
    String apiKey() default "";

    @AttributeDefinition(description = "The header of the key")
    @Pattern("[A-Za-z0-9_-]+")
    String apiKeyHeader() default "X-API-Key";

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
