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

    /** The next whole frame, over damage; null if there is none. */
    @Nullable
    SpooledRecord nextOverDamage() throws IOException {
        SpooledRecord frame = next();
        return frame == null && skipDamage() ? next() : frame;
    }

    /**
     * Goes to the next whole frame behind damage. A frame is found by its sequence, which has to fit into the bytes
     * that were passed over, and by its sum.
     *
     * @return false if there is none; then the reader stays where it is
     */
    boolean skipDamage() throws IOException {
        long from = position();
        long size = channel.size();
        ByteBuffer window = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
        long windowAt = from;
        for (long at = from + 1; at + Frame.HEADER_BYTES <= size; at++) {
            if (at + Frame.HEADER_BYTES > windowAt + window.limit()) {
                windowAt = at;
                readFully(window.clear(), at);
                if (window.flip().remaining() < Frame.HEADER_BYTES) {
                    return false;
                }
            }
            long ahead = Frame.sequence(window, (int) (at - windowAt)) - sequence;
            if (ahead >= 0 && ahead <= (at - from) / Frame.HEADER_BYTES && isWhole(at, sequence + ahead)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Moves to a frame if it is whole. */
    private boolean isWhole(long at, long expected) throws IOException {
        long beforeAt = position();
        long before = sequence;
        moveTo(at, expected);
        if (next() == null) {
            moveTo(beforeAt, before);
            return false;
        }
        moveTo(at, expected);
        return true;
    }

    private void moveTo(long at, long next) {
        buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
        bufferAt = at;
        sequence = next;
    }

    /** A read may end early. */
    private void readFully(ByteBuffer target, long from) throws IOException {
        while (target.hasRemaining() && channel.read(target, from + target.position()) > 0) {
            // On to the next part.
        }
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
        readFully(buffer, from);
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
