package io.hookline.plugin.compress.internal;

import io.hookline.api.plugin.Pattern;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Which responses are compressed. PID {@code io.hookline.plugin.compress}; changes take effect with the next response.
 */
@ObjectClassDefinition(name = "Compression")
@interface CompressConfig {

    /** The media types: {@code application/json}, {@code text/*}, or {@code *+json} for all with this suffix. */
    @AttributeDefinition(name = "Types", description = "Media types: application/json, text/*, *+json")
    @Pattern(MediaTypes.FORM)
    String[] types() default {
        "text/*", "application/json", "application/javascript", "application/xml", "application/wasm", "*+json", "*+xml"
    };

    /** Bytes that a body must have, if its length is known ahead; 0 to 1,000,000,000. */
    @AttributeDefinition(
            name = "Smallest body",
            description = "Bytes that a body must have",
            min = "0",
            max = "1000000000")
    int minBytes() default 1024;

    /** How hard to compress: 1 is fastest, 9 is smallest. */
    @AttributeDefinition(name = "Level", description = "1 is fastest, 9 is smallest", min = "1", max = "9")
    int level() default 5;
}
