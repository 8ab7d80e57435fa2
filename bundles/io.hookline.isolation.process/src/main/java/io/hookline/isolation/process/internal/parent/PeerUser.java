package io.hookline.isolation.process.internal.parent;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;

/** Who is on the other side of a Unix domain socket, where the system says so. */
final class PeerUser {

    private PeerUser() {}

    /** Whether it is the user of this process; true where the system does not say. */
    static boolean isOurs(SocketChannel channel) throws IOException {
        try {
            return !channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)
                    || channel.getOption(ExtendedSocketOptions.SO_PEERCRED)
                            .user()
                            .getName()
                            .equals(System.getProperty("user.name"));
        } catch (NoClassDefFoundError | UnsupportedOperationException e) {
            return true;
        }
    }
}
