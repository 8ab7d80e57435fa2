package io.hookline.plugin.auditlog.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Which log messages become audit records. A change applies to the next message. */
@ObjectClassDefinition(name = "Hookline Audit Log Source", description = "Audit records of log messages")
@interface AuditLogConfig {

    @AttributeDefinition(
            description = "Messages of this level and higher are recorded, if the log has them; off: none",
            options = {
                @Option(label = "off", value = "off"),
                @Option(label = "error", value = "error"),
                @Option(label = "warn", value = "warn"),
                @Option(label = "info", value = "info"),
                @Option(label = "debug", value = "debug")
            })
    String level() default "info";

    @AttributeDefinition(description = "Loggers that are recorded, with those below them. Empty: all")
    String[] loggers() default {};

    @AttributeDefinition(description = "Loggers that are not recorded, with those below them")
    String[] ignoreLoggers() default {};
}
