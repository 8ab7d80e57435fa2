package io.hookline.plugin.auditotlp.internal;

import io.hookline.api.plugin.Pattern;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How audit records get to OpenTelemetry logs over HTTP. */
@ObjectClassDefinition(name = "Hookline Audit Otlp", description = "Audit records for OpenTelemetry logs over HTTP")
@interface OtlpConfig {

    @AttributeDefinition(description = "The address of the collector, without the path")
    String url() default "http://127.0.0.1:4318";

    @AttributeDefinition(description = "The path for logs")
    @Pattern("/[A-Za-z0-9._~/-]*")
    String path() default "/v1/logs";

    @AttributeDefinition(description = "The resource attribute service.name", min = "1")
    String serviceName() default "hookline";

    @AttributeDefinition(description = "Further resource attributes, each NAME=VALUE")
    @Pattern("(\\s*[^=\\s]+\\s*=.*)?")
    String[] attributes() default {};

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
