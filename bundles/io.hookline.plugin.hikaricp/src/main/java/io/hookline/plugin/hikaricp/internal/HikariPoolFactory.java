package io.hookline.plugin.hikaricp.internal;

import io.hookline.api.plugin.Plugin;
import io.hookline.sql.pool.ConnectionPool;
import io.hookline.sql.pool.PoolFactory;
import io.hookline.sql.pool.PoolSettings;
import javax.sql.DataSource;
import org.osgi.service.component.annotations.Component;

/** Opens pools of HikariCP. */
@Plugin(
        id = "hikaricp",
        version = "1.0.0",
        tags = {PoolFactory.TAG, "hikaricp"})
@Component
public final class HikariPoolFactory implements PoolFactory {

    @Override
    public ConnectionPool open(PoolSettings settings, DataSource connections) {
        return new HikariPool(settings, connections);
    }
}
