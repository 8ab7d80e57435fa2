package io.hookline.sql.pool;

/**
 * A pool's figures at one moment.
 *
 * @param active connections that are lent
 * @param idle connections that are open and free
 * @param waiting acquisitions that wait
 * @param size how many connections it opens at most
 */
public record PoolMetrics(int active, int idle, int waiting, int size) {}
