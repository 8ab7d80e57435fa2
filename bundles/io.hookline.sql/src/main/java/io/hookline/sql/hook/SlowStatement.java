package io.hookline.sql.hook;

import java.time.Duration;

/**
 * A statement that took longer than its database's limit.
 *
 * @param database the name of the database
 * @param sql the text that the database got; parameters stand in it as {@code ?}
 * @param took how long the database took
 * @param rows how many rows it gave or changed
 */
public record SlowStatement(String database, String sql, Duration took, long rows) {}
