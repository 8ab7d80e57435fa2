package io.hookline.isolation.process.internal.child;

import io.hookline.isolation.process.internal.wire.Kind;
import io.hookline.isolation.process.internal.wire.Link;
import io.hookline.isolation.process.internal.wire.Protocol;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The main class of a child. It connects to the runtime that has started it, and ends when that connection does,
 * whatever else goes on in it.
 */
public final class ChildMain {

    /** The exit status of a child that did not connect in time. */
    static final int NOT_CONNECTED = 71;

    private static final long CONNECT_MS = 30_000;

    private ChildMain() {}

    /**
     * Runs the child.
     *
     * @param arguments the path of the runtime's socket; its secret is the first line of the standard input
     */
    public static void main(String[] arguments) {
        int status = 1;
        try {
            run(arguments[0]);
            status = 0;
        } catch (IOException | RuntimeException e) {
            System.err.println("the connection to the runtime has ended: " + e);
        } finally {
            // No shutdown hook of a plugin can keep the process alive.
            Runtime.getRuntime().halt(status);
        }
    }

    private static void run(String socket) throws IOException {
        AtomicBoolean connected = new AtomicBoolean();
        Thread deadline = new Thread(() -> endUnless(connected), "hookline-child-deadline");
        deadline.setDaemon(true);
        deadline.start();
        String secret = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII)).readLine();
        if (secret == null) {
            throw new IOException("there is no secret on the standard input");
        }
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        try (Link link = new Link(channel);
                Child child = new Child(link)) {
            connected.set(true);
            link.send(
                    Kind.HELLO,
                    Protocol.MAGIC,
                    Protocol.VERSION,
                    secret,
                    ProcessHandle.current().pid());
            ChildLog.into(link);
            link.run(child::received);
        }
    }

    private static void endUnless(AtomicBoolean connected) {
        try {
            Thread.sleep(CONNECT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!connected.get()) {
            Runtime.getRuntime().halt(NOT_CONNECTED);
        }
    }
}
