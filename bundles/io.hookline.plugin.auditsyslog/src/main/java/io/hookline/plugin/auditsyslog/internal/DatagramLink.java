package io.hookline.plugin.auditsyslog.internal;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Each message is a datagram, as RFC 5426 has it. */
final class DatagramLink implements SyslogLink {

    private final SyslogSettings settings;
    private volatile @Nullable DatagramSocket socket;

    DatagramLink(SyslogSettings settings) {
        this.settings = settings;
    }

    @Override
    public void send(List<byte[]> messages) throws IOException {
        DatagramSocket open = socket;
        try {
            if (open == null || open.isClosed()) {
                InetSocketAddress server = new InetSocketAddress(settings.host(), settings.port());
                if (server.isUnresolved()) {
                    throw new IOException("the name " + settings.host() + " is not known");
                }
                open = new DatagramSocket();
                socket = open;
                // So that the system reports a port at which there is no server.
                open.connect(server);
            }
            for (byte[] message : messages) {
                open.send(new DatagramPacket(message, message.length));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() {
        DatagramSocket last = socket;
        socket = null;
        if (last != null) {
            last.close();
        }
    }
}
