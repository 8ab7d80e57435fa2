package io.hookline.runtime;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.BitSet;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A database server of a demo in this process: the distribution's H2 on a free port of this machine, which goes and
 * comes back with its data. Used by one thread.
 */
final class DemoDatabase implements AutoCloseable {

    static final String USER = "sa";

    private final URLClassLoader code;
    private final Path folder;
    private @Nullable Object server;
    private int port;

    /** Starts it; its data are in a folder. */
    DemoDatabase(Distribution distribution, Path folder) throws IOException {
        Path jar = distribution.bundles().stream()
                .filter(path -> path.getFileName().toString().contains("h2-"))
                .findFirst()
                .orElseThrow(() -> new LaunchException("the distribution has no bundle of H2"));
        this.code = new URLClassLoader("h2", new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        this.folder = folder;
        System.setProperty("h2.bindAddress", "127.0.0.1");
        start();
    }

    /** Its JDBC URL, the same after each start. */
    String url() {
        return "jdbc:h2:tcp://127.0.0.1:" + port + "/audit";
    }

    /** Starts it, at the port that it had before. */
    void start() {
        try {
            Class<?> type = code.loadClass("org.h2.tools.Server");
            Object made = type.getMethod("createTcpServer", String[].class).invoke(null, (Object)
                    new String[] {"-tcpPort", Integer.toString(port), "-ifNotExists", "-baseDir", folder.toString()});
            type.getMethod("start").invoke(made);
            port = (Integer) type.getMethod("getPort").invoke(made);
            server = made;
        } catch (ReflectiveOperationException e) {
            throw new LaunchException("the demo's database does not start: " + e.getCause(), e);
        }
    }

    /** Ends it and its connections. */
    void stop() {
        Object running = server;
        server = null;
        if (running != null) {
            try {
                running.getClass().getMethod("stop").invoke(running);
            } catch (ReflectiveOperationException e) {
                throw new LaunchException("the demo's database does not stop: " + e.getCause(), e);
            }
        }
    }

    /**
     * The numbers in a column of a table.
     *
     * @param target gets each of them
     * @return how many rows there are
     */
    long numbers(String column, String table, BitSet target) {
        Properties user = new Properties();
        user.setProperty("user", USER);
        user.setProperty("password", "");
        long rows = 0;
        try {
            Driver driver =
                    (Driver) code.loadClass("org.h2.Driver").getConstructor().newInstance();
            try (Connection connection = driver.connect(url(), user);
                    Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery("SELECT " + column + " FROM " + table)) {
                while (found.next()) {
                    target.set(Math.toIntExact(found.getLong(1)));
                    rows++;
                }
            }
            return rows;
        } catch (SQLException | ReflectiveOperationException e) {
            throw new LaunchException("the demo's database cannot be read: " + e, e);
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        code.close();
    }
}
