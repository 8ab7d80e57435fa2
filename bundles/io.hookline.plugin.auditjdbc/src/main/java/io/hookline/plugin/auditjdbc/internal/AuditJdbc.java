package io.hookline.plugin.auditjdbc.internal;

import io.hookline.api.plugin.Plugin;
import io.hookline.api.plugin.Secrets;
import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.AuditOutput;
import io.hookline.audit.output.Delivery;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.jdbc.DataSourceFactory;
import org.osgi.service.metatype.annotations.Designate;

/** The output {@code jdbc}: a table of a database, with the driver that is registered for its URL. */
@Plugin(
        id = "auditjdbc",
        version = "1.0.0",
        tags = {"audit", "output"})
@Component(
        name = AuditJdbcConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = AuditOutput.NAME + "=jdbc")
@Designate(ocd = AuditJdbcConfig.class)
public final class AuditJdbc implements AuditOutput {

    private final Secrets secrets;
    private final String data;
    private final Clock clock = Clock.systemUTC();
    /** By service, with the class of its driver. Guarded by this, as is the settings' change. */
    private final Map<DataSourceFactory, String> drivers = new LinkedHashMap<>();

    private TableSettings settings;
    /** What the next delivery uses; null while there is no driver. */
    private volatile @Nullable AuditTable table;
    /** What the latest delivery has used. Belongs to the thread that delivers. */
    private @Nullable AuditTable used;

    /**
     * Connects with the first delivery.
     *
     * @throws IllegalArgumentException if the configuration cannot work
     * @throws IOException if the instance's name cannot be read or written
     */
    @Activate
    public AuditJdbc(AuditJdbcConfig config, @Reference Secrets secrets, BundleContext context) throws IOException {
        this.secrets = secrets;
        this.data = Objects.requireNonNullElse(context.getProperty("hookline.data"), "");
        this.settings = TableSettings.of(config, secrets.resolve(config.password()), data);
    }

    @Modified
    synchronized void modified(AuditJdbcConfig config) throws IOException {
        settings = TableSettings.of(config, secrets.resolve(config.password()), data);
        choose();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void bindDriver(DataSourceFactory driver, Map<String, Object> properties) {
        drivers.put(driver, String.valueOf(properties.get(DataSourceFactory.OSGI_JDBC_DRIVER_CLASS)));
        choose();
    }

    synchronized void unbindDriver(DataSourceFactory driver) {
        drivers.remove(driver);
        choose();
    }

    @Deactivate
    void deactivate() {
        AuditTable last = table;
        table = null;
        if (last != null) {
            last.close();
        }
    }

    @Override
    public List<Delivery> deliver(List<AuditEntry> entries) throws SQLException {
        AuditTable now = table;
        AuditTable before = used;
        if (before != null && before != now) {
            before.close();
        }
        used = now;
        if (now == null) {
            throw new SQLException("there is no JDBC driver " + driver() + ": install and start its bundle");
        }
        return now.deliver(entries);
    }

    private synchronized String driver() {
        return settings.driver();
    }

    private void choose() {
        DataSourceFactory chosen = null;
        for (Map.Entry<DataSourceFactory, String> driver : drivers.entrySet()) {
            if (chosen == null && driver.getValue().equals(settings.driver())) {
                chosen = driver.getKey();
            }
        }
        table = chosen == null ? null : new AuditTable(settings, chosen, clock);
    }
}
