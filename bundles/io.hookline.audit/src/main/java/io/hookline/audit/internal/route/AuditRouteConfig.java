package io.hookline.audit.internal.route;

import io.hookline.api.plugin.Pattern;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * A rule that takes some audit records to outputs: one configuration of the factory PID {@value #PID} each. A record
 * goes to the outputs of every route that takes it. A change applies to the records that are made after it.
 */
@ObjectClassDefinition(
        name = "Hookline Audit Route",
        description = "Which audit records go to which outputs: io.hookline.audit.route-NAME.cfg")
public @interface AuditRouteConfig {

    /** The factory's PID. */
    String PID = "io.hookline.audit.route";

    @AttributeDefinition(description = "Names of the outputs that get the records, such as file", min = "1")
    @Pattern("\\s*[a-z0-9][a-z0-9-]{0,63}\\s*")
    String[] outputs();

    @AttributeDefinition(description = "Sources of the records, such as http, db, runtime. Empty: all")
    String[] sources() default {};

    @AttributeDefinition(
            description = "The least level",
            options = {
                @Option(label = "debug", value = "debug"),
                @Option(label = "info", value = "info"),
                @Option(label = "warn", value = "warn"),
                @Option(label = "error", value = "error")
            })
    String level() default "debug";

    @AttributeDefinition(description = "Outcomes of the records: success, refused, failure. Empty: all")
    @Pattern("\\s*(?i:success|refused|failure)\\s*")
    String[] outcomes() default {};

    @AttributeDefinition(
            description = "Patterns of the field path, of which one has to match; * is any text. Empty: all records")
    String[] paths() default {};

    @AttributeDefinition(
            description = "Patterns of the field tenant, of which one has to match; * is any text. Empty: all records")
    String[] tenants() default {};

    @AttributeDefinition(description = "Labels that the outputs add to the records, each NAME=VALUE")
    @Pattern("[^=]+=.*")
    String[] labels() default {};

    @AttributeDefinition(
            description = "Share of the calls whose records are taken, in percent; all records of a call, or none",
            min = "0",
            max = "100")
    double samplePercent() default 100;
}
