package io.hookline.plugin.ratelimit.internal;

import io.hookline.api.plugin.Pattern;
import io.hookline.api.plugin.Protects;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The request limits. PID {@code io.hookline.plugin.ratelimit}; changes take effect with the next request, and each
 * client keeps the tokens that it has.
 */
@ObjectClassDefinition(name = "Rate limit")
@interface RateLimitConfig {

    /** Requests a second that each client may send in the long run; 1 to 1,000,000,000. */
    @AttributeDefinition(name = "Requests a second", min = "1", max = "1000000000")
    @Protects("the limit of a client's requests a second")
    long requestsPerSecond() default 1000;

    /** Requests that a client may send at once after a pause; 1 to 1,000,000,000. */
    @AttributeDefinition(name = "Burst", min = "1", max = "1000000000")
    @Protects("the limit of a client's requests at once")
    long burst() default 2000;

    /** Buckets remembered at the same time; 1 to 1,000,000,000. The one not used for longest is forgotten first. */
    @AttributeDefinition(name = "Clients", min = "1", max = "1000000000")
    long clients() default 100_000;

    /**
     * Further limits, each {@code NAME rate=NUMBER/s|m|h} and, separated by single spaces, any of {@code burst=NUMBER},
     * {@code by=client|address|certificate|tier|all}, {@code method=METHOD}, {@code path=PATTERN}, {@code tier=TIER}.
     */
    @AttributeDefinition(
            name = "Limits",
            description =
                    "Further limits: NAME rate=NUMBER/s|m|h [burst=NUMBER] [by=client|address|certificate|tier|all]"
                            + " [method=METHOD] [path=PATTERN] [tier=TIER]")
    @Pattern("(" + Limit.FORM + ")?")
    @Protects("limits of requests")
    String[] limits() default {};

    /** The Redis server that several nodes share their limits through; empty for limits of this node alone. */
    @AttributeDefinition(name = "Redis", description = "redis://HOST:PORT/DATABASE or rediss://…; empty for none")
    @Pattern("(rediss?://[^/@ ]+(/[0-9]{1,3})?)?")
    String redis() default "";

    /** The user of the Redis server; empty for its default user. */
    @AttributeDefinition(name = "Redis user")
    String redisUser() default "";

    /** The password of the Redis server; empty for none. */
    @AttributeDefinition(name = "Redis password", type = AttributeType.PASSWORD)
    String redisPassword() default "";

    /** What the keys in Redis begin with; nodes with the same prefix share their limits. */
    @AttributeDefinition(name = "Redis prefix", min = "1", max = "100")
    String redisPrefix() default "hookline:ratelimit:";

    /** Milliseconds between two exchanges with Redis; 10 to 60,000. */
    @AttributeDefinition(name = "Redis interval", min = "10", max = "60000")
    int redisEveryMillis() default 100;

    /** Milliseconds to wait for a connection to Redis, and for each answer; 10 to 60,000. */
    @AttributeDefinition(name = "Redis timeout", min = "10", max = "60000")
    int redisTimeoutMillis() default 500;
}
