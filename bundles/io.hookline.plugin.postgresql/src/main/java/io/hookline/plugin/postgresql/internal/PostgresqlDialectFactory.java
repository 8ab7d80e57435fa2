package io.hookline.plugin.postgresql.internal;

import io.hookline.api.plugin.Plugin;
import io.hookline.sql.dialect.Dialect;
import io.hookline.sql.dialect.DialectFactory;
import org.osgi.service.component.annotations.Component;

/** Publishes the dialect of PostgreSQL. */
@Plugin(
        id = "postgresql",
        version = "1.0.0",
        tags = {DialectFactory.TAG, "postgresql"})
@Component
public final class PostgresqlDialectFactory implements DialectFactory {

    private final Dialect dialect = new PostgresqlDialect();

    @Override
    public Dialect dialect(String jdbcUrl) {
        return dialect;
    }
}
