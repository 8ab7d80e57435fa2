package io.hookline.plugin.ratelimit.internal;

import io.hookline.api.plugin.Secrets;
import org.jspecify.annotations.Nullable;

/** How a node shares its limits with others, as configured; the password may be a reference. */
record Sharing(String redis, String user, String password, String prefix, int everyMillis, int timeoutMillis) {

    /** Not at all. */
    static final Sharing NONE = new Sharing("", "", "", "", 0, 0);

    static Sharing of(RateLimitConfig config) {
        return config.redis().isEmpty()
                ? NONE
                : new Sharing(
                        config.redis(),
                        config.redisUser(),
                        config.redisPassword(),
                        config.redisPrefix(),
                        config.redisEveryMillis(),
                        config.redisTimeoutMillis());
    }

    /**
     * What the nodes have in common; null if nothing is shared. Connects later.
     *
     * @throws IllegalArgumentException if the server's address is invalid, or the password cannot be resolved
     */
    @Nullable
    CommonTokens connect(Secrets secrets) {
        return redis.isEmpty() ? null : new RedisTokens(redis, user, secrets.resolve(password), prefix, timeoutMillis);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Sharing[" + redis + "]";
    }
}
