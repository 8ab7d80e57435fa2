package io.hookline.plugin.ratelimit.limit;

import io.hookline.api.plugin.Protects;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The request limits of each client. PID {@code io.hookline.plugin.ratelimit}; changes take effect at once. */
@ObjectClassDefinition(name = "Rate limit")
public @interface RateLimitConfig {

    /** Requests a second that each client may send in the long run; 1 to 1,000,000,000. */
    @AttributeDefinition(name = "Requests a second", min = "1", max = "1000000000")
    @Protects("the limit of a client's requests a second")
    long requestsPerSecond() default 1000;

    /** Requests that a client may send at once after a pause; 1 to 1,000,000,000. */
    @AttributeDefinition(name = "Burst", min = "1", max = "1000000000")
    @Protects("the limit of a client's requests at once")
    long burst() default 2000;

    /** Clients remembered at the same time; 1 to 1,000,000,000. The one not seen for longest is forgotten first. */
    @AttributeDefinition(name = "Clients", min = "1", max = "1000000000")
    long clients() default 100_000;
}
