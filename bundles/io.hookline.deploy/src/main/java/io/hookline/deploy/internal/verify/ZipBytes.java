package io.hookline.deploy.internal.verify;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file's bytes, read forwards from any position through one buffer, numbers in little-endian order.
 *
 * <p>Reading past the end throws {@link EOFException}. Not thread-safe.
 */
final class ZipBytes implements Closeable {

    // Holds any field of a zip header, and the stretch in which the end record is looked for.
    private static final int BUFFER_BYTES = 128 * 1024;

    private final FileChannel channel;
    private final long size;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    private long bufferEnd;

    private ZipBytes(FileChannel channel) throws IOException {
        this.channel = channel;
        this.size = channel.size();
    }

    static ZipBytes open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new ZipBytes(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    long size() {
        return size;
    }

    long position() {
        return bufferEnd - buffer.remaining();
    }

    void seek(long position) {
        long bufferStart = bufferEnd - buffer.limit();
        if (position >= bufferStart && position <= bufferEnd) {
            buffer.position((int) (position - bufferStart));
        } else {
            buffer.limit(0);
            bufferEnd = position;
        }
    }

    void skip(int count) throws IOException {
        need(Math.min(count, BUFFER_BYTES));
        seek(position() + count);
    }

    int u16() throws IOException {
        need(Short.BYTES);
        return Short.toUnsignedInt(buffer.getShort());
    }

    long u32() throws IOException {
        need(Integer.BYTES);
        return Integer.toUnsignedLong(buffer.getInt());
    }

    /** The next bytes, at most as many as a field of a zip header can hold. */
    byte[] bytes(int count) throws IOException {
        need(count);
        byte[] bytes = new byte[count];
        buffer.get(bytes);
        return bytes;
    }

    /** What comes next, at least one byte and at most so many; valid until the next call. */
    ByteBuffer chunk(long most) throws IOException {
        if (!buffer.hasRemaining()) {
            need(1);
        }
        int count = (int) Math.min(most, buffer.remaining());
        ByteBuffer chunk = buffer.slice(buffer.position(), count);
        buffer.position(buffer.position() + count);
        return chunk;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void need(int count) throws IOException {
        if (buffer.remaining() >= count) {
            return;
        }
        buffer.compact();
        while (buffer.position() < count) {
            int read = channel.read(buffer, bufferEnd);
            if (read < 0) {
                buffer.flip();
                throw new EOFException("the file ends at " + bufferEnd);
            }
            bufferEnd += read;
        }
        buffer.flip();
    }
}
