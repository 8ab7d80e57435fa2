package io.hookline.plugin.tenant.internal;

import io.hookline.api.plugin.Pattern;
import io.hookline.api.plugin.Protects;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** PID {@code io.hookline.plugin.tenant}; a change applies from the next statement on. */
@ObjectClassDefinition(name = "Tenant filter")
@interface TenantConfig {

    @AttributeDefinition(description = "Tables whose rows belong to a tenant")
    @Protects("the tables that are kept apart by tenant")
    String[] tables() default {"records"};

    @AttributeDefinition(description = "Column of these tables that holds the tenant")
    @Pattern("[a-z][a-z0-9_]{0,62}")
    @Protects("the column by which tenants are kept apart")
    String column() default "tenant";
}
