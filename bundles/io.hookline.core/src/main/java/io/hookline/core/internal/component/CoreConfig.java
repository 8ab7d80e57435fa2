package io.hookline.core.internal.component;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of the core, PID {@code io.hookline.core}. Changes take effect at once, without a restart. */
@ObjectClassDefinition(name = "Hookline Core")
@interface CoreConfig {

    /** How long a removal waits for calls in flight, in milliseconds, before it goes on without them. */
    @AttributeDefinition(
            name = "Drain timeout",
            description = "How long a removal waits for calls in flight, in milliseconds",
            min = "0")
    long drainTimeoutMillis() default 10_000;
}
