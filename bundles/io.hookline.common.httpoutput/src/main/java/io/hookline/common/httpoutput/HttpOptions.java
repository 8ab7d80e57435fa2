package io.hookline.common.httpoutput;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The options of connections and requests that all outputs over HTTP have. Included by {@code @SharedOptions}. */
@ObjectClassDefinition(name = "Hookline HTTP Options", description = "Connections and requests of an output over HTTP")
public @interface HttpOptions {

    /** File with the certificates of the authorities that are trusted, in PEM. Empty: the JVM's. */
    @AttributeDefinition(
            description = "File with the certificates of the authorities that are trusted, in PEM. Empty: the JVM's")
    String caFile() default "";

    /** File with this client's certificate and its chain, in PEM. Empty: none. */
    @AttributeDefinition(description = "File with this client's certificate and its chain, in PEM. Empty: none")
    String certificateFile() default "";

    /** File with the key of the certificate, in PEM: PKCS #8, not encrypted. */
    @AttributeDefinition(description = "File with the key of the certificate, in PEM: PKCS #8, not encrypted")
    String keyFile() default "";

    /** Whether http without TLS is allowed to other machines. */
    @AttributeDefinition(description = "Whether http without TLS is allowed to other machines")
    boolean plainHttp() default false;

    /** Whether requests are compressed with gzip. */
    @AttributeDefinition(description = "Whether requests are compressed with gzip")
    boolean compress() default true;

    /** How many records a request has at most. */
    @AttributeDefinition(description = "How many records a request has at most", min = "1", max = "100000")
    int batchRecords() default 500;

    /** How many bytes of records a request has before compression, about. */
    @AttributeDefinition(
            description = "How many bytes of records a request has before compression, about",
            min = "1000",
            max = "100000000")
    int batchBytes() default 1_000_000;

    /** How long a connection may take, in milliseconds. */
    @AttributeDefinition(description = "How long a connection may take, in milliseconds", min = "1", max = "600000")
    int connectTimeoutMillis() default 5_000;

    /** How long a request and its answer may take, in milliseconds. */
    @AttributeDefinition(
            description = "How long a request and its answer may take, in milliseconds",
            min = "1",
            max = "600000")
    int timeoutMillis() default 30_000;
}
