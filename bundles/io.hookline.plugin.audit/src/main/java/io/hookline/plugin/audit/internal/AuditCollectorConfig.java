package io.hookline.plugin.audit.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What goes into the records of requests. */
@ObjectClassDefinition(name = "Hookline Audit Collector", description = "Audit records of requests")
@interface AuditCollectorConfig {

    @AttributeDefinition(description = "Header field of a request that names its tenant. Empty: none")
    String tenantHeader() default "";
}
