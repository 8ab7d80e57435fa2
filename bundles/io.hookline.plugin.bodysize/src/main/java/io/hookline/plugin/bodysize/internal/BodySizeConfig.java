package io.hookline.plugin.bodysize.internal;

import io.hookline.api.plugin.Pattern;
import io.hookline.api.plugin.Protects;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * How large requests' bodies may be. PID {@code io.hookline.plugin.bodysize}; changes take effect with the next
 * request.
 */
@ObjectClassDefinition(name = "Body size")
@interface BodySizeConfig {

    /** Bytes that a request's body may have if no other limit applies; 0 to 10^18. */
    @AttributeDefinition(
            name = "Largest body",
            description = "Bytes that a body may have if no limit below applies",
            min = "0",
            max = "1000000000000000000")
    @Protects("the limit of a request's size")
    long maxBytes() default 10L << 20;

    /**
     * Limits by path, each {@code METHOD /path NUMBER}: without {@code METHOD} for all, in bytes or with {@code KiB},
     * {@code MiB} or {@code GiB}. The longest path counts, and there rather the one of the request's method.
     */
    @AttributeDefinition(name = "Limits", description = "METHOD /path NUMBER [KiB|MiB|GiB], METHOD only for one")
    @Pattern("(" + BodyLimit.FORM + ")?")
    @Protects("limits of requests' sizes")
    String[] limits() default {};
}
