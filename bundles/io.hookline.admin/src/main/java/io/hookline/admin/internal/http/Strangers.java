package io.hookline.admin.internal.http;

import io.netty.channel.Channel;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The TCP connections that have not shown yet who they are, oldest first. Where there are too many connections, the
 * oldest of these makes room, so that no one keeps others out without a token. Used by the I/O thread.
 */
final class Strangers {

    private final Set<Channel> connections = new LinkedHashSet<>();

    /** Takes a new connection in, until it is known or closed. */
    @SuppressWarnings("FutureReturnValueIgnored") // The listener is all there is to do.
    void add(Channel connection) {
        connections.add(connection);
        connection.closeFuture().addListener(closed -> connections.remove(connection));
    }

    /** The connection has shown who it is. */
    void known(Channel connection) {
        connections.remove(connection);
    }

    /** Closes the oldest one; returns false if there is none. */
    @SuppressWarnings("FutureReturnValueIgnored") // How it ended changes nothing.
    boolean closeOldest() {
        Iterator<Channel> oldest = connections.iterator();
        if (!oldest.hasNext()) {
            return false;
        }
        Channel connection = oldest.next();
        oldest.remove();
        connection.close();
        return true;
    }
}
