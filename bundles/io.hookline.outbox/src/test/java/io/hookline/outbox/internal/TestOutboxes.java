package io.hookline.outbox.internal;

import io.hookline.common.config.GivenOptions;
import io.hookline.plugin.h2.internal.H2DialectFactory;
import io.hookline.plugin.hikaricp.internal.HikariPoolFactory;
import io.hookline.plugin.postgresql.internal.PostgresqlDialectFactory;
import io.hookline.sql.internal.TestDatabases;
import java.util.HashMap;
import java.util.Map;
import org.h2.util.OsgiDataSourceFactory;
import org.postgresql.osgi.PGDataSourceFactory;

/** Outboxes without a framework, with short pauses. */
public final class TestOutboxes {

    private TestOutboxes() {}

    /** The service, with some options in place of the short ones. */
    public static OutboxService service(TestEventPoints points, Map<String, Object> options) {
        return new OutboxService(config(options), points);
    }

    /** Ends deliveries, as the framework does. */
    public static void stop(OutboxService service) {
        service.deactivate();
    }

    static OutboxConfig config(Map<String, Object> options) {
        Map<String, Object> all = new HashMap<>(
                Map.of("pollMillis", 20L, "retryMillis", 1L, "retryMaxMillis", 20L, "maxAttempts", 1_000_000));
        all.putAll(options);
        return GivenOptions.as(OutboxConfig.class, all);
    }

    static TestDatabases databases() {
        return new TestDatabases()
                .withDialect("h2", new H2DialectFactory())
                .withDialect("postgresql", new PostgresqlDialectFactory())
                .withPool("hikaricp", new HikariPoolFactory())
                .withDriver("org.h2.Driver", "2.3", new OsgiDataSourceFactory(new org.h2.Driver()))
                .withDriver("org.postgresql.Driver", "42.7", new PGDataSourceFactory());
    }
}
