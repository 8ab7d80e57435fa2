package io.hookline.sql.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.VersionRange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JDBC drivers that are installed: those that bundles publish as {@code DataSourceFactory} services, and of bundles
 * that publish none, those that {@code META-INF/services} names. Safe for use by many threads.
 */
final class Drivers {

    private static final Logger LOG = LoggerFactory.getLogger(Drivers.class);
    private static final String SERVICES = "META-INF/services/java.sql.Driver";

    private final @Nullable BundleContext context;
    private final List<Driver> published = new CopyOnWriteArrayList<>();

    /** The drivers of a framework; of none, those alone that are added. */
    Drivers(@Nullable BundleContext context) {
        this.context = context;
    }

    void add(Driver driver) {
        published.add(driver);
    }

    void remove(Driver driver) {
        published.remove(driver);
    }

    /** The best driver: of the first class that is there, the highest version in the range; null if there is none. */
    @Nullable
    Driver find(List<String> classes, VersionRange versions) {
        for (String wanted : classes) {
            Driver best = published.stream()
                    .filter(driver -> driver.driverClass().equals(wanted) && versions.includes(driver.version()))
                    .max(Comparator.comparing(Driver::version))
                    .orElseGet(() -> unpublished(wanted, versions));
            if (best != null) {
                return best;
            }
        }
        return null;
    }

    private @Nullable Driver unpublished(String wanted, VersionRange versions) {
        Driver best = null;
        for (Bundle bundle : context == null ? new Bundle[0] : context.getBundles()) {
            boolean usable = bundle.getState() == Bundle.ACTIVE && versions.includes(bundle.getVersion());
            if (usable && names(bundle, wanted)) {
                Driver found = load(bundle, wanted);
                if (found != null && (best == null || found.version().compareTo(best.version()) > 0)) {
                    best = found;
                }
            }
        }
        return best;
    }

    /** Whether a bundle says that it has a driver of this class. */
    private static boolean names(Bundle bundle, String wanted) {
        URL services = bundle.getEntry(SERVICES);
        if (services == null) {
            return false;
        }
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(services.openStream(), StandardCharsets.UTF_8))) {
            return lines.lines().anyMatch(line -> line.strip().equals(wanted));
        } catch (IOException e) {
            LOG.warn("{} of {} cannot be read", SERVICES, bundle, e);
            return false;
        }
    }

    private static @Nullable Driver load(Bundle bundle, String driverClass) {
        try {
            Object driver =
                    bundle.loadClass(driverClass).getDeclaredConstructor().newInstance();
            return new Driver(
                    new DriverClassFactory((java.sql.Driver) driver),
                    driverClass,
                    bundle.getVersion(),
                    bundle.getBundleId());
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            LOG.warn("the JDBC driver {} of {} cannot be used", driverClass, bundle, e);
            return null;
        }
    }
}
