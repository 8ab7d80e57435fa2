package io.hookline.common.httpoutput;

/**
 * The options that all HTTP outputs have, beside the address. Each output declares those that it offers again, for
 * metatype, with the same names, types and defaults.
 */
public @interface HttpOptions {

    /** User for basic authentication; empty: none. */
    String user() default "";

    /** Password for basic authentication: a reference to a secret. */
    String password() default "";

    /** Token for the header {@code Authorization}: a reference to a secret. Empty: none. */
    String token() default "";

    /** What stands before the token. */
    String tokenScheme() default "Bearer";

    /** Key for a header of its own: a reference to a secret. Empty: none. */
    String apiKey() default "";

    /** The header of the key. */
    String apiKeyHeader() default "X-API-Key";

    /** File with the certificates of the authorities that are trusted, in PEM. Empty: those of the JVM. */
    String caFile() default "";

    /** File with this client's certificate and its chain, in PEM. Empty: none. */
    String certificateFile() default "";

    /** File with the key of the certificate, in PEM (PKCS #8, not encrypted). */
    String keyFile() default "";

    /** Whether http without TLS is allowed to other machines. */
    boolean plainHttp() default false;

    /** Whether bodies are compressed with gzip. */
    boolean compress() default true;

    /** How many records a request has at most. */
    int batchRecords() default 500;

    /** How many bytes of records a request has before compression, about. */
    int batchBytes() default 1_000_000;

    /** How long a connection may take, in milliseconds. */
    int connectTimeoutMillis() default 5_000;

    /** How long a request and its answer may take, in milliseconds. */
    int timeoutMillis() default 30_000;
}
