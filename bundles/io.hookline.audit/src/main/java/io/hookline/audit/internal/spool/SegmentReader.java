package io.hookline.audit.internal.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Reads the frames of one segment in order. Not safe for use by several threads. */
final class SegmentReader implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final FileChannel channel;
    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    /** Where the buffer's content begins in the file. */
    private long bufferAt = SegmentFile.HEADER_BYTES;

    private long sequence;

    private SegmentReader(FileChannel channel, long first) {
        this.channel = channel;
        this.sequence = first;
    }

    static SegmentReader open(SegmentFile segment) throws IOException {
        return new SegmentReader(FileChannel.open(segment.path(), StandardOpenOption.READ), segment.first());
    }

    /** The sequence of the frame that comes next. */
    long sequence() {
        return sequence;
    }

    /** Where the next frame begins in the file. */
    long position() {
        return bufferAt + buffer.position();
    }

    /** Whether the file is long enough for the mark and begins with it. */
    boolean hasHeader() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(SegmentFile.HEADER_BYTES);
        return channel.read(header, 0) == SegmentFile.HEADER_BYTES && header.getLong(0) == SegmentFile.MAGIC;
    }

    /** The next frame; null if there is no whole one, now or ever. */
    @Nullable
    SpooledRecord next() throws IOException {
        SpooledRecord frame = Frame.read(buffer, sequence);
        if (frame == null && fill()) {
            frame = Frame.read(buffer, sequence);
        }
        if (frame != null) {
            sequence++;
        }
        return frame;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Reads on, so that a whole frame fits; false if there is nothing more. */
    private boolean fill() throws IOException {
        long from = position();
        int needed = BUFFER_BYTES;
        if (buffer.remaining() >= Integer.BYTES) {
            int length = buffer.getInt(buffer.position());
            if (length >= 0 && length <= Frame.MOST_PAYLOAD_BYTES) {
                needed = Math.max(needed, Frame.HEADER_BYTES + length);
            }
        }
        int had = buffer.remaining();
        buffer = buffer.capacity() >= needed ? buffer.clear() : ByteBuffer.allocate(needed);
        bufferAt = from;
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) > 0) {
            // A read may end early.
        }
        buffer.flip();
        boolean grew = buffer.remaining() > had;
        if (buffer.remaining() >= Integer.BYTES && buffer.remaining() < neededBytes() && grew) {
            return buffer.capacity() < neededBytes() && fill();
        }
        return grew;
    }

    private int neededBytes() {
        int length = buffer.getInt(buffer.position());
        return length < 0 || length > Frame.MOST_PAYLOAD_BYTES ? 0 : Frame.HEADER_BYTES + length;
    }
}
