package io.hookline.admin.internal.http;

import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the user of this process reaches it from this machine. Opened once, closed once. */
public sealed interface LocalListener extends AutoCloseable permits AdminSocket, LoopbackListener {

    /**
     * Listens on a Unix domain socket, or on what stands in for it where the system or the file system has none.
     *
     * @param file of the socket
     * @throws IOException if it cannot, or must not; the message names the cause
     */
    static LocalListener open(Path file, AdminServer server) throws IOException {
        try {
            return AdminSocket.open(file, server);
        } catch (NoSocketException e) {
            Logger log = LoggerFactory.getLogger(LocalListener.class);
            log.info("TCP on this machine stands in for the Unix domain socket, because {}", e.getMessage());
            return LoopbackListener.open(file, server);
        }
    }

    /** Where it listens, for messages. */
    @Override
    String toString();

    /** Ends the listening, and deletes its file. */
    @Override
    void close();
}
