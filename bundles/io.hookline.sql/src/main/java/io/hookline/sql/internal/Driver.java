package io.hookline.sql.internal;

import org.osgi.framework.Version;
import org.osgi.service.jdbc.DataSourceFactory;

/**
 * A JDBC driver that is installed.
 *
 * @param factory creates its data sources
 * @param driverClass the name of its class
 * @param version the version of its bundle
 * @param bundleId the id of its bundle
 */
record Driver(DataSourceFactory factory, String driverClass, Version version, long bundleId) {

    /** For operators. */
    String label() {
        return driverClass + " " + version;
    }
}
