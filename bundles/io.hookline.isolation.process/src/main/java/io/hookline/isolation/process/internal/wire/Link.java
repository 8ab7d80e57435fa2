package io.hookline.isolation.process.internal.wire;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Messages over a socket. Any thread sends, and never waits; one thread reads. */
public final class Link implements Closeable {

    private final FrameChannel frames;
    private final PlainCbor cbor = new PlainCbor(Protocol.MOST_BYTES);

    /** Over a connected socket, which is its own from now on. */
    public Link(SocketChannel channel) throws IOException {
        this.frames = new FrameChannel(channel, Protocol.MOST_BYTES, Protocol.MOST_WAITING);
    }

    /**
     * Sends a message.
     *
     * @param fields plain values
     * @throws IllegalArgumentException if a field is none, or the message is too large or too deep
     * @throws IOException if the connection has ended, or the other side does not read
     */
    public void send(Kind kind, @Nullable Object... fields) throws IOException {
        frames.send(cbor.encode(Message.encode(kind, fields)));
    }

    /**
     * Reads messages until the connection ends.
     *
     * @throws IOException if the connection breaks, or the other side does not keep to the protocol
     */
    public void run(Receiver receiver) throws IOException {
        frames.run(frame -> receiver.received(Message.decode(cbor.decode(frame))));
    }

    @Override
    public void close() throws IOException {
        frames.close();
    }

    /** Gets messages, on the thread that reads. It must not wait. */
    @FunctionalInterface
    public interface Receiver {

        /** Gets a message. An exception ends the reading. */
        void received(Message message) throws IOException;
    }
}
