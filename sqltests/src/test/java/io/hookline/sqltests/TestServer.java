package io.hookline.sqltests;

import io.hookline.plugin.dbcp.internal.DbcpPoolFactory;
import io.hookline.plugin.druid.internal.DruidPoolFactory;
import io.hookline.plugin.h2.internal.H2DialectFactory;
import io.hookline.plugin.hikaricp.internal.HikariPoolFactory;
import io.hookline.plugin.mysql.internal.MysqlDialectFactory;
import io.hookline.plugin.postgresql.internal.PostgresqlDialectFactory;
import io.hookline.sql.DatabaseSpec;
import io.hookline.sql.internal.TestDatabases;
import java.util.List;
import org.h2.util.OsgiDataSourceFactory;
import org.postgresql.osgi.PGDataSourceFactory;

/** A database server that can be killed and started again on the same port, with the same data. */
interface TestServer extends AutoCloseable {

    /** The pools' tags. */
    List<String> POOLS = List.of("hikaricp", "druid", "dbcp");

    /** The database on it. */
    DatabaseSpec spec();

    /** Starts it again. */
    void restart() throws Exception;

    /** Ends it without a farewell. */
    void kill() throws Exception;

    @Override
    void close() throws Exception;

    /** Databases with all dialects, pools and drivers. */
    static TestDatabases databases() {
        return new TestDatabases()
                .withDialect("h2", new H2DialectFactory())
                .withDialect("postgresql", new PostgresqlDialectFactory())
                .withDialect("mariadb", new MysqlDialectFactory())
                .withPool("hikaricp", new HikariPoolFactory())
                .withPool("druid", new DruidPoolFactory())
                .withPool("dbcp", new DbcpPoolFactory())
                .withDriver("org.h2.Driver", "2.3", new OsgiDataSourceFactory(new org.h2.Driver()))
                .withDriver("org.postgresql.Driver", "42.7", new PGDataSourceFactory())
                .withDriver("3.5", new org.mariadb.jdbc.Driver());
    }
}
