package io.hookline.records.internal.access;

import io.hookline.plugin.h2.internal.H2DialectFactory;
import io.hookline.plugin.hikaricp.internal.HikariPoolFactory;
import io.hookline.plugin.postgresql.internal.PostgresqlDialectFactory;
import io.hookline.records.internal.data.RecordStore;
import io.hookline.sql.DatabaseSpec;
import io.hookline.sql.internal.TestDatabases;
import java.time.Duration;

/** Databases with what the distribution has, without drivers. */
public final class TestDatabase {

    private TestDatabase() {}

    /** Databases without drivers. */
    public static TestDatabases databases() {
        return new TestDatabases()
                .withDialect("h2", new H2DialectFactory())
                .withDialect("postgresql", new PostgresqlDialectFactory())
                .withPool("hikaricp", new HikariPoolFactory());
    }

    static DatabaseSpec spec(String url, String user) {
        return DatabaseSpec.of("records", url)
                .withUser(user, "")
                .withPool("hikaricp", 4, Duration.ofSeconds(1))
                .withTables(RecordStore.RECORDS);
    }
}
