package io.hookline.sqltests;

import io.hookline.sql.DatabaseSpec;
import java.nio.file.Path;
import java.sql.SQLException;
import org.h2.tools.Server;

/** H2 as a server; to kill it, its connections are cut. */
final class H2Server implements TestServer {

    private final Path folder;
    private final int port;
    private Server server;

    H2Server(Path folder) throws SQLException {
        this.folder = folder;
        server = start(0);
        port = server.getPort();
    }

    private Server start(int wanted) throws SQLException {
        return Server.createTcpServer(
                        "-tcpPort",
                        Integer.toString(wanted),
                        "-baseDir",
                        folder.toString(),
                        "-ifNotExists",
                        "-tcpDaemon")
                .start();
    }

    @Override
    public DatabaseSpec spec() {
        return DatabaseSpec.of("h2", "jdbc:h2:tcp://127.0.0.1:" + port + "/./test;LOCK_TIMEOUT=20000")
                .withUser("sa", "");
    }

    @Override
    public void kill() {
        server.stop();
    }

    @Override
    public void restart() throws SQLException {
        server = start(port);
    }

    @Override
    public void close() {
        server.stop();
    }
}
