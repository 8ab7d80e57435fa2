package io.hookline.records.internal;

import io.hookline.api.plugin.Pattern;
import io.hookline.api.plugin.Protects;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The record service's configuration, PID {@value #PID}. Every option has a default; a change applies while the service
 * runs.
 */
@ObjectClassDefinition(name = "Hookline Records", description = "Record service behind the gateway")
@interface RecordsConfig {

    /** The configuration's PID. */
    String PID = "io.hookline.records";

    @AttributeDefinition(description = "Address to listen on", min = "1")
    String host() default "127.0.0.1";

    @AttributeDefinition(
            description = "Port to listen on; 0 for any free port, which the gateway finds by itself",
            min = "0",
            max = "65535")
    int port() default 0;

    @AttributeDefinition(description = "Threads that serve requests", min = "1", max = "10000")
    int workerThreads() default 32;

    @AttributeDefinition(description = "Maximum size of a request's body; larger ones get 413", min = "1")
    int maxRequestBytes() default 262_144;

    @AttributeDefinition(
            description = "Folder of the embedded H2 database; empty for 'records' inside the framework property"
                    + " hookline.data, or inside hookline-data")
    String dataDir() default "";

    @AttributeDefinition(
            description = "Database, for instance jdbc:postgresql://db.example.org/hookline; empty for H2 in dataDir")
    @Pattern("|jdbc:.+")
    @Protects("the choice of the database")
    String jdbcUrl() default "";

    @AttributeDefinition(description = "Database user; empty for sa with H2")
    String user() default "";

    @AttributeDefinition(description = "Database password", type = AttributeType.PASSWORD)
    String password() default "";

    @AttributeDefinition(
            description = "Connection pool: the tag of a plugin, for instance hikaricp, druid or dbcp",
            min = "1")
    @Pattern("[a-z0-9._-]+")
    String pool() default "hikaricp";

    @AttributeDefinition(
            description = "Versions of the JDBC driver's bundle that are allowed, for instance [42.7,43); the highest"
                    + " is used")
    @Pattern("[0-9][0-9A-Za-z._-]*|[\\[(][0-9][^,]*,[^,]*[\\])]")
    String driverVersions() default "0";

    @AttributeDefinition(
            description = "How long the database may take to answer before the connection is given up; 0 for ever",
            min = "0")
    @Protects("the limit of an answer's time")
    long statementTimeoutMillis() default 30_000;

    @AttributeDefinition(
            description = "Statements that take longer are reported at the hook point db.slow; 0 for none",
            min = "0")
    long slowMillis() default 0;

    @AttributeDefinition(description = "Maximum number of connections to the database", min = "1", max = "10000")
    int poolSize() default 10;

    @AttributeDefinition(
            description = "How long a call waits for a connection, then gets 503; at least 250",
            min = "250")
    long poolTimeoutMillis() default 3_000;
}
