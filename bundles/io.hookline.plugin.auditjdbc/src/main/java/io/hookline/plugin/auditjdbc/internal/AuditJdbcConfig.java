package io.hookline.plugin.auditjdbc.internal;

import io.hookline.api.plugin.Pattern;
import io.hookline.api.plugin.Protects;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The database and the table. A change applies to the next batch. */
@ObjectClassDefinition(
        id = AuditJdbcConfig.PID,
        name = "Hookline Audit Table",
        description = "A table of audit records in a database")
@interface AuditJdbcConfig {

    /** The PID. */
    String PID = "io.hookline.plugin.auditjdbc";

    @AttributeDefinition(description = "The database, for instance jdbc:postgresql://db.example.org/audit")
    @Pattern("jdbc:.+")
    String url();

    @AttributeDefinition(description = "Database user", required = false)
    String user() default "";

    @AttributeDefinition(description = "Database password", type = AttributeType.PASSWORD, required = false)
    String password() default "";

    @AttributeDefinition(
            description = "Class of the JDBC driver. Empty: that of the URL, for PostgreSQL and H2",
            required = false)
    @Pattern("|[A-Za-z_$][A-Za-z0-9_$.]*")
    String driverClass() default "";

    @AttributeDefinition(description = "The table, with its schema if it has one", required = false)
    @Pattern("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)?")
    String table() default "hookline_audit";

    @AttributeDefinition(description = "Whether the table is created if it is not there", required = false)
    boolean createTable() default false;

    @AttributeDefinition(
            description =
                    "Name of this instance in the table; it has to differ from that of every other one that writes"
                            + " there. Empty: a random one, kept in audit/instance in the data folder",
            required = false)
    @Pattern("|[A-Za-z0-9._:-]{1,100}")
    String instance() default "";

    @AttributeDefinition(
            description = "How long the database may be silent, in milliseconds",
            min = "1000",
            max = "600000",
            required = false)
    int timeoutMillis() default 10_000;

    @AttributeDefinition(
            description = "Records of this instance that are older are deleted, in days. 0: never",
            min = "0",
            max = "36500",
            required = false)
    @Protects("the limit of the records' age")
    int retentionDays() default 0;
}
