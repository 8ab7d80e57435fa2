package io.hookline.sql.pool;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * The settings of a pool.
 *
 * @param name the pool's name, for threads and logs
 * @param size how many connections it opens at most; 1 or more
 * @param acquireTimeout how long an acquisition waits at most; more than zero
 * @param background runs what need not delay a caller, such as asynchronous releases; its tasks may block
 */
public record PoolSettings(String name, int size, Duration acquireTimeout, Executor background) {

    /** Checks the values. */
    public PoolSettings {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(background, "background");
        if (size < 1 || acquireTimeout.isNegative() || acquireTimeout.isZero()) {
            throw new IllegalArgumentException("a pool cannot have the size " + size + " and the timeout "
                    + acquireTimeout + ": both have to be above zero");
        }
    }
}
