package io.hookline.runtime.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An instance of this machine that has no Unix domain socket, by the file that it writes instead: an address of this
 * machine, and a secret.
 *
 * @param file the file
 */
record LoopbackEndpoint(Path file) implements Endpoint {

    private static final int CONNECT_TIMEOUT_MS = 10_000;
    private static final int MOST_BYTES = 4_096;

    /** The one that stands in for a socket. */
    static LoopbackEndpoint of(Path socket) {
        return new LoopbackEndpoint(socket.resolveSibling(socket.getFileName() + ".tcp"));
    }

    @Override
    public AdminConnection connect() throws IOException {
        List<String> lines =
                Files.size(file) <= MOST_BYTES ? Files.readString(file).lines().toList() : List.of();
        if (lines.size() != 2
                || !lines.get(0).matches("http://[0-9a-fA-F.:\\[\\]]+:[0-9]{1,5}")
                || !lines.get(1).matches("[A-Za-z0-9_-]+")) {
            throw new Unreachable(file + " is damaged: the next hookline run writes it anew", null);
        }
        URI uri = URI.create(lines.get(0));
        InetAddress address = InetAddress.getByName(uri.getHost());
        if (!address.isLoopbackAddress()) {
            throw new Unreachable(file + " does not name an address of this machine", null);
        }
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(address, uri.getPort()), CONNECT_TIMEOUT_MS);
            return new AdminConnection(
                    socket.getInputStream(), socket.getOutputStream(), socket, "localhost", lines.get(1));
        } catch (IOException e) {
            socket.close();
            throw new Unreachable(
                    "the instance of " + file + " cannot be reached: " + e.getMessage()
                            + ". It may have been killed: hookline run starts it anew",
                    e);
        }
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
