package io.hookline.plugin.auditjdbc.internal;

import io.hookline.common.file.DurableFile;
import io.hookline.common.file.OwnerOnly;
import io.hookline.common.file.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A configuration of the table, checked.
 *
 * @param url the JDBC URL
 * @param user the user; empty for none
 * @param password the password itself; empty for none
 * @param driver the class of the driver
 * @param table the table's name
 * @param createTable whether it is created
 * @param instance the first part of the key
 * @param timeoutMillis how long the database may be silent
 * @param retentionDays 0 for ever
 */
record TableSettings(
        String url,
        String user,
        String password,
        String driver,
        String table,
        boolean createTable,
        String instance,
        int timeoutMillis,
        int retentionDays) {

    private static final String H2 = "jdbc:h2:";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final int MOST_NAME_BYTES = 200;

    /**
     * The settings of a configuration.
     *
     * @param password the password, resolved
     * @param data the data folder; empty if there is none
     * @throws IllegalArgumentException if the driver or the instance is not known; the message names the option
     * @throws IOException if the instance's name cannot be read or written
     */
    static TableSettings of(AuditJdbcConfig config, String password, String data) throws IOException {
        String url = config.url().strip();
        return new TableSettings(
                url,
                config.user(),
                password,
                config.driverClass().isEmpty() ? driverOf(url) : config.driverClass(),
                config.table(),
                config.createTable(),
                config.instance().isEmpty() ? instanceIn(data) : config.instance(),
                config.timeoutMillis(),
                config.retentionDays());
    }

    boolean isH2() {
        return url.startsWith(H2);
    }

    /** Without what a URL may hold besides the database: passwords, too. */
    String database() {
        return url.replaceAll("[?;].*", "").replaceAll("//[^/@]*@", "//");
    }

    @Override
    public String toString() {
        return table + " of " + database();
    }

    private static String driverOf(String url) {
        if (url.startsWith(H2)) {
            return "org.h2.Driver";
        }
        if (url.startsWith(POSTGRESQL)) {
            return "org.postgresql.Driver";
        }
        throw new IllegalArgumentException("the driver of this url is not known: set driverClass");
    }

    private static String instanceIn(String data) throws IOException {
        if (data.isEmpty()) {
            throw new IllegalArgumentException("there is no data folder to keep a name in: set instance");
        }
        Path file = Path.of(data, "audit", "instance");
        if (!Files.exists(file)) {
            OwnerOnly.createDirectories(Path.of(data, "audit"));
            DurableFile.write(file, UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII));
        }
        String name = new String(RegularFile.read(file, MOST_NAME_BYTES), StandardCharsets.US_ASCII).strip();
        if (!name.matches("[A-Za-z0-9._:-]{1,100}")) {
            throw new IllegalArgumentException(file + " holds no name: write one of letters, digits, '.', '_', ':' and"
                    + " '-' into it, or set instance");
        }
        return name;
    }
}
