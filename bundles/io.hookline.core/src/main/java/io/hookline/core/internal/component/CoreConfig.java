package io.hookline.core.internal.component;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The configuration of the core, PID {@code io.hookline.core}. Changes take effect at once unless said otherwise. */
@ObjectClassDefinition(name = "Hookline Core")
@interface CoreConfig {

    /** How long a removal waits for calls in flight, in milliseconds, before it goes on without them. */
    @AttributeDefinition(
            name = "Drain timeout",
            description = "How long a removal waits for calls in flight, in milliseconds",
            min = "0")
    long drainTimeoutMillis() default 10_000;

    /**
     * How a removal learns of calls in flight: {@code auto} uses the asymmetric barrier where the JVM allows it, {@code
     * fenced} costs every call a few nanoseconds. Read when the core starts.
     */
    @AttributeDefinition(
            name = "Lease mode",
            description = "auto, or fenced: every call fences its lease. Takes effect at the next start",
            options = {@Option(label = "auto", value = "auto"), @Option(label = "fenced", value = "fenced")})
    String leaseMode() default "auto";

    /** Whether chains that are called often are compiled into classes of their own. Read when the core starts. */
    @AttributeDefinition(
            name = "Compile chains",
            description = "Compile chains that are called often. Takes effect at the next start")
    boolean compileChains() default true;
}
