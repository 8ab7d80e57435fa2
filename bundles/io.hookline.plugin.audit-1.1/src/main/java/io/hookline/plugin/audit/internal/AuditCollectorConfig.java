package io.hookline.plugin.audit.internal;

import io.hookline.api.plugin.Pattern;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What goes into the records of requests. A change applies to the requests that end after it. */
@ObjectClassDefinition(name = "Hookline Audit Collector", description = "Audit records of requests")
@interface AuditCollectorConfig {

    @AttributeDefinition(description = "Header field of a request that names its tenant. Empty: none")
    String tenantHeader() default "";

    @AttributeDefinition(
            description = "Header fields of a request that are recorded, such as User-Agent. Those that carry"
                    + " credentials never are: Authorization, Cookie, Proxy-Authorization, X-API-Key")
    @Pattern("[A-Za-z0-9!#$%&'*+.^_`|~-]+")
    String[] headers() default {};

    @AttributeDefinition(
            description = "Paths whose requests are not recorded if they succeed, such as /health; * is any text")
    @Pattern("[/*].*")
    String[] ignorePaths() default {};
}
