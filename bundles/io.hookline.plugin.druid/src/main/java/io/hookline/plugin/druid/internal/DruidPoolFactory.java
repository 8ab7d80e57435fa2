package io.hookline.plugin.druid.internal;

import io.hookline.api.plugin.Plugin;
import io.hookline.sql.pool.ConnectionPool;
import io.hookline.sql.pool.PoolFactory;
import io.hookline.sql.pool.PoolSettings;
import javax.sql.DataSource;
import org.osgi.service.component.annotations.Component;

/** Opens pools of Druid. */
@Plugin(
        id = "druid",
        version = "1.0.0",
        tags = {PoolFactory.TAG, "druid"})
@Component
public final class DruidPoolFactory implements PoolFactory {

    @Override
    public ConnectionPool open(PoolSettings settings, DataSource connections) {
        return new DruidPool(settings, connections);
    }
}
