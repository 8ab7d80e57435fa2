package io.hookline.unload.internal;

import io.hookline.unload.HolderKind;
import java.util.Collection;

/**
 * Inspects the drivers registered with DriverManager, which itself shows a caller only those that the caller can load.
 */
final class JdbcProbe implements HolderProbe {

    @Override
    public String place() {
        return "JDBC drivers";
    }

    @Override
    public void inspect(PluginClasses plugin, JdkFields fields, InspectionFindings found) {
        if (!(fields.readStatic("java.sql.DriverManager", "registeredDrivers") instanceof Collection<?> drivers)) {
            return;
        }
        for (Object registered : drivers) {
            String driver = plugin.ownType(fields.read(registered.getClass(), "driver", registered));
            if (driver != null) {
                found.add(HolderKind.JDBC_DRIVER, driver);
            }
            String action = plugin.ownType(fields.read(registered.getClass(), "da", registered));
            if (action != null) {
                found.add(HolderKind.JDBC_DRIVER, "the DriverAction " + action);
            }
        }
    }
}
