package io.hookline.plugin.mysql.internal;

import io.hookline.api.plugin.Plugin;
import io.hookline.sql.dialect.Dialect;
import io.hookline.sql.dialect.DialectFactory;
import org.osgi.service.component.annotations.Component;

/** Publishes the dialect of MySQL and MariaDB. */
@Plugin(
        id = "mysql",
        version = "1.0.0",
        tags = {DialectFactory.TAG, "mysql", "mariadb"})
@Component
public final class MysqlDialectFactory implements DialectFactory {

    private final Dialect dialect = new MysqlDialect();

    @Override
    public Dialect dialect(String jdbcUrl) {
        return dialect;
    }
}
