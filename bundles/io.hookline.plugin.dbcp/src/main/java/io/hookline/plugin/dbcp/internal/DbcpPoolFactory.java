package io.hookline.plugin.dbcp.internal;

import io.hookline.api.plugin.Plugin;
import io.hookline.sql.pool.ConnectionPool;
import io.hookline.sql.pool.PoolFactory;
import io.hookline.sql.pool.PoolSettings;
import javax.sql.DataSource;
import org.osgi.service.component.annotations.Component;

/** Opens pools of Apache Commons DBCP. */
@Plugin(
        id = "dbcp",
        version = "1.0.0",
        tags = {PoolFactory.TAG, "dbcp"})
@Component
public final class DbcpPoolFactory implements PoolFactory {

    @Override
    public ConnectionPool open(PoolSettings settings, DataSource connections) {
        return new DbcpPool(settings, connections);
    }
}
