package io.hookline.plugin.cache.internal;

import io.hookline.api.plugin.Pattern;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * How much is stored. PID {@code io.hookline.plugin.cache}; changes take effect with the next request, and what is
 * stored stays as far as it fits.
 */
@ObjectClassDefinition(name = "Cache")
@interface CacheConfig {

    /** Bytes of all stored responses together, 1,000,000 to 1,000,000,000,000. */
    @AttributeDefinition(
            name = "Size",
            description = "Bytes of all stored responses",
            min = "1000000",
            max = "1000000000000")
    long maxBytes() default 64L << 20;

    /** Bytes of one stored body, 1 to 1,000,000,000. Larger ones pass. */
    @AttributeDefinition(
            name = "Largest entry",
            description = "Bytes of one stored body",
            min = "1",
            max = "1000000000")
    int maxEntryBytes() default 1 << 20;

    /** Seconds for which a response counts as fresh at most, whatever it says; 0 to 31,536,000. */
    @AttributeDefinition(
            name = "Longest age",
            description = "Seconds that a response is fresh at most",
            min = "0",
            max = "31536000")
    int maxAgeSeconds() default 86_400;

    /** The name of this cache in {@code Cache-Status}. */
    @AttributeDefinition(name = "Name", description = "Name of this cache in Cache-Status")
    @Pattern("[A-Za-z][A-Za-z0-9._-]{0,63}")
    String name() default "hookline";
}
