package io.hookline.sql;

import io.hookline.sql.pool.PoolMetrics;
import org.jspecify.annotations.Nullable;

/**
 * What a database uses at one moment.
 *
 * @param name its name
 * @param url its JDBC URL without parameters
 * @param dialect the dialect's name; empty if there is none
 * @param pool the tag of the pool
 * @param driver the driver's class and version; empty if there is none
 * @param problem why no transaction can begin; empty if one can
 * @param metrics the pool's figures; null if there is no pool
 * @param transactions how many transactions have ended since it was opened
 */
public record DatabaseStatus(
        String name,
        String url,
        String dialect,
        String pool,
        String driver,
        String problem,
        @Nullable PoolMetrics metrics,
        long transactions) {}
