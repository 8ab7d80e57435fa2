package io.hookline.sqltests;

import io.hookline.sql.DatabaseSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;

/** MariaDB from the system's package, in a folder of its own. */
final class MariadbServer implements TestServer {

    private final Path folder;
    private final int port;
    private Process process;

    MariadbServer(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        // The server takes one statement a line.
        Path init = Files.writeString(
                folder.resolve("init.sql"),
                """
                CREATE DATABASE IF NOT EXISTS test;
                CREATE USER IF NOT EXISTS 'test'@'127.0.0.1' IDENTIFIED BY 'secret';
                GRANT ALL ON test.* TO 'test'@'127.0.0.1';
                """);
        run("mariadb-install-db", "--no-defaults", "--user=root", "--datadir=" + folder.resolve("data"));
        process = start(init);
    }

    private void run(String... command) throws IOException, InterruptedException {
        Process tool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("install.log").toFile())
                .start();
        if (tool.waitFor() != 0) {
            throw new IOException(Files.readString(folder.resolve("install.log")));
        }
    }

    private Process start(Path init) throws IOException {
        Process started = new ProcessBuilder(List.of(
                        "mariadbd",
                        "--no-defaults",
                        "--user=root",
                        "--datadir=" + folder.resolve("data"),
                        "--init-file=" + init,
                        "--bind-address=127.0.0.1",
                        "--skip-name-resolve",
                        "--port=" + port,
                        "--socket=" + folder.resolve("socket")))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile())
                .start();
        Awaitility.await().atMost(java.time.Duration.ofMinutes(2)).until(this::accepts);
        return started;
    }

    private boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public DatabaseSpec spec() {
        return DatabaseSpec.of("mariadb", "jdbc:mariadb://127.0.0.1:" + port + "/test")
                .withUser("test", "secret");
    }

    @Override
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void restart() throws IOException {
        process = start(folder.resolve("init.sql"));
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
