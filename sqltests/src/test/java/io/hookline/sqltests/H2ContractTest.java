package io.hookline.sqltests;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.hook.HookContext;
import io.hookline.sql.DatabaseSpec;
import io.hookline.sql.SqlDatabase;
import io.hookline.sql.internal.TestDatabases;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import org.h2.util.OsgiDataSourceFactory;
import org.junit.jupiter.api.Test;
import org.osgi.framework.VersionRange;

/** H2 as a server. */
final class H2ContractTest extends DatabaseContractTest {

    private TestServer server;

    @Override
    TestServer start(Path folder) throws Exception {
        server = new H2Server(folder);
        return server;
    }

    /** As two bundles have them: each with a class loader of its own. */
    @Test
    void driversOfTwoVersionsStandSideBySide() throws Exception {
        URL jar = org.h2.Driver.class.getProtectionDomain().getCodeSource().getLocation();
        ClassLoader platform = ClassLoader.getPlatformClassLoader();
        try (URLClassLoader other = new URLClassLoader(new URL[] {jar}, platform);
                TestDatabases own = TestServer.databases()) {
            java.sql.Driver driver = (java.sql.Driver)
                    other.loadClass("org.h2.Driver").getDeclaredConstructor().newInstance();
            OsgiDataSourceFactory newest = new OsgiDataSourceFactory(new org.h2.Driver());
            own.withDriver("2.2", driver).withDriver("org.h2.Driver", "2.4", newest);
            DatabaseSpec old = server.spec().withDriverVersions(new VersionRange("[2.2,2.3)"));
            try (SqlDatabase first = own.open(old);
                    SqlDatabase second = own.open(server.spec())) {
                assertThat(loaderOf(first)).isSameAs(other);
                assertThat(loaderOf(second)).isNotSameAs(other);
                assertThat(first.status().driver()).endsWith("2.2.0");
                assertThat(second.status().driver()).endsWith("2.4.0");
                own.withoutDriver(newest);
                assertThat(second.status().driver()).endsWith("2.3.0");
                second.change(old);
                assertThat(loaderOf(second)).isSameAs(other);
            }
        }
    }

    private static ClassLoader loaderOf(SqlDatabase database) throws Exception {
        return database.read(HookContext.create(), transaction -> transaction
                .connection()
                .unwrap(Connection.class)
                .getClass()
                .getClassLoader());
    }
}
