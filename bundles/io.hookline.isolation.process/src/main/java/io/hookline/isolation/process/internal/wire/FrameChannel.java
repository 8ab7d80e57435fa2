package io.hookline.isolation.process.internal.wire;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Frames over a socket: the length in four bytes, then as many bytes. Any thread sends, and never waits: what the
 * other side does not take waits here, up to a limit. One thread reads.
 *
 * <p>The channel does not block, for two reasons. A caller must not hang because the other side does not read. And a
 * blocking channel closes when a thread that uses it is interrupted, as callers of hooks may be.
 */
public final class FrameChannel implements Closeable {

    private static final int HEAD = 4;
    private static final int ROOM = 64 * 1024;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final int mostBytes;
    private final long mostWaiting;

    /** Guarded by itself, as are writes and the number of waiting bytes. */
    private final Deque<ByteBuffer> waiting = new ArrayDeque<>();

    private long waitingBytes;

    /**
     * Over a connected socket, which is its own from now on.
     *
     * @param mostBytes of a frame
     * @param mostWaiting bytes that wait to be sent
     */
    public FrameChannel(SocketChannel channel, int mostBytes, long mostWaiting) throws IOException {
        this.channel = channel;
        this.mostBytes = mostBytes;
        this.mostWaiting = mostWaiting;
        this.selector = Selector.open();
        channel.configureBlocking(false);
        this.key = channel.register(selector, SelectionKey.OP_READ);
    }

    /**
     * Sends a frame, or leaves it waiting.
     *
     * @throws IOException if the connection has ended, or too much waits
     */
    public void send(byte[] frame) throws IOException {
        if (frame.length == 0 || frame.length > mostBytes) {
            throw new ProtocolException("a frame has 1 to " + mostBytes + " bytes, not " + frame.length);
        }
        ByteBuffer buffer = ByteBuffer.allocate(HEAD + frame.length);
        buffer.putInt(frame.length).put(frame).flip();
        synchronized (waiting) {
            if (waiting.isEmpty()) {
                channel.write(buffer);
            }
            if (!buffer.hasRemaining()) {
                return;
            }
            if (waitingBytes + buffer.remaining() > mostWaiting) {
                throw new IOException("the other side does not read: " + waitingBytes + " bytes wait for it");
            }
            waiting.add(buffer);
            waitingBytes += buffer.remaining();
            await(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
        selector.wakeup();
    }

    /**
     * Reads frames until the connection ends, and sends what waits.
     *
     * @throws IOException if the connection breaks, or the other side does not keep to the protocol
     */
    public void run(FrameReceiver receiver) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(ROOM);
        try {
            while (channel.isOpen()) {
                selector.select();
                selector.selectedKeys().clear();
                if (key.isWritable()) {
                    flush();
                }
                if (key.isReadable()) {
                    if (channel.read(in) < 0) {
                        return;
                    }
                    in = deliver(in, receiver);
                }
            }
        } catch (ClosedChannelException | ClosedSelectorException | CancelledKeyException e) {
            // Closed on this side: an end like any other.
        }
    }

    /** Delivers the whole frames; returns the buffer to read the next bytes into. */
    private ByteBuffer deliver(ByteBuffer in, FrameReceiver receiver) throws IOException {
        in.flip();
        int needed = HEAD;
        while (in.remaining() >= HEAD) {
            int length = in.getInt(in.position());
            if (length <= 0 || length > mostBytes) {
                throw new ProtocolException("a frame of " + length + " bytes: it has 1 to " + mostBytes);
            }
            needed = HEAD + length;
            if (in.remaining() < needed) {
                break;
            }
            byte[] frame = new byte[length];
            in.getInt();
            in.get(frame);
            receiver.received(frame);
            needed = HEAD;
        }
        if (needed > in.capacity()) {
            return ByteBuffer.allocate(needed).put(in);
        }
        in.compact();
        boolean isOversized = in.capacity() > ROOM && needed <= ROOM && in.position() <= ROOM;
        return isOversized ? ByteBuffer.allocate(ROOM).put(in.flip()) : in;
    }

    private void flush() throws IOException {
        synchronized (waiting) {
            while (!waiting.isEmpty()) {
                ByteBuffer next = waiting.getFirst();
                waitingBytes -= channel.write(next);
                if (next.hasRemaining()) {
                    return;
                }
                waiting.removeFirst();
            }
            await(SelectionKey.OP_READ);
        }
    }

    private void await(int events) throws IOException {
        try {
            key.interestOps(events);
        } catch (CancelledKeyException e) {
            throw new IOException("the connection has ended", e);
        }
    }

    @Override
    public void close() throws IOException {
        try (selector) {
            channel.close();
        }
    }

    /** Gets frames, on the thread that reads. */
    @FunctionalInterface
    public interface FrameReceiver {

        /**
         * Gets a frame. An exception ends the reading.
         *
         * @param frame the receiver's own
         */
        void received(byte[] frame) throws IOException;
    }
}
