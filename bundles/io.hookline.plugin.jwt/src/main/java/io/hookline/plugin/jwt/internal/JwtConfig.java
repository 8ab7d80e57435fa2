package io.hookline.plugin.jwt.internal;

import io.hookline.api.plugin.Protects;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What holds for tokens of all issuers. PID {@code io.hookline.plugin.jwt}; changes take effect at once. */
@ObjectClassDefinition(name = "JWT")
@interface JwtConfig {

    /** Largest token in bytes; 256 to 65,536. */
    @AttributeDefinition(name = "Largest token", description = "Bytes", min = "256", max = "65536")
    @Protects("the limit of a token's size")
    int maxTokenBytes() default 8192;

    /** Verified tokens remembered at the same time; 0 to 1,000,000, 0: none. */
    @AttributeDefinition(
            name = "Cached tokens",
            description = "Verified tokens remembered at the same time; 0: none",
            min = "0",
            max = "1000000")
    int cachedTokens() default 10_000;

    /** Whether the token goes upstream. */
    @AttributeDefinition(name = "Forward the token", description = "Whether the upstream gets the token")
    boolean forwardToken() default false;
}
