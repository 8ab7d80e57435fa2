package io.hookline.runtime.client;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An instance of this machine, by its Unix domain socket, which Windows 10 and later have as well, or by what stands in
 * for it.
 *
 * @param socket the file
 */
record SocketEndpoint(Path socket) implements Endpoint {

    @Override
    public AdminConnection connect() throws IOException {
        SocketChannel channel;
        try {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            LoopbackEndpoint instead = LoopbackEndpoint.of(socket);
            if (Files.exists(instead.file())) {
                return instead.connect();
            }
            throw new Unreachable(reason(e), e);
        }
        return new AdminConnection(
                Channels.newInputStream(channel), Channels.newOutputStream(channel), channel, "localhost", "");
    }

    private String reason(Exception failure) {
        Path folder = socket.toAbsolutePath().getParent();
        if (folder != null && Files.exists(folder) && !Files.isExecutable(folder)) {
            return folder + " belongs to another user: only the user of an instance can operate it by its socket";
        }
        if (!Files.exists(socket)) {
            return "no instance listens at " + socket
                    + ". Start one: hookline run; or name the data folder of another one: --data DIR";
        }
        return "the instance at " + socket + " cannot be reached: " + failure.getMessage()
                + ". It may have been killed: hookline run starts it anew";
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public String toString() {
        return socket.toString();
    }
}
