package io.hookline.sqltests;

import io.hookline.sql.DatabaseSpec;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL from its embedded binaries. */
final class PostgresServer implements TestServer {

    private final Path folder;
    private final int port;
    private EmbeddedPostgres server;

    PostgresServer(Path folder) throws IOException {
        this.folder = folder;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        server = start();
    }

    private EmbeddedPostgres start() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    /** It looks for deadlocks after a second by default. */
    @Override
    public DatabaseSpec spec() {
        return DatabaseSpec.of(
                        "postgresql",
                        "jdbc:postgresql://127.0.0.1:" + port + "/postgres?options=-c%20deadlock_timeout=20ms")
                .withUser("postgres", "");
    }

    @Override
    public void kill() throws IOException {
        server.close();
    }

    @Override
    public void restart() throws IOException {
        server = start();
    }

    /** Stops all of its processes, so that it takes connections and answers nothing. */
    void hang() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets them go on. */
    void goOn() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        long main = Long.parseLong(
                Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0).strip());
        ProcessHandle handle = ProcessHandle.of(main).orElseThrow();
        List<String> command = new ArrayList<>(List.of("kill", "-" + name, Long.toString(main)));
        handle.descendants().map(ProcessHandle::pid).map(String::valueOf).forEach(command::add);
        new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
