package io.hookline.gateway.internal.message;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Reads one body from bytes that arrive in pieces: of known length, in chunks, or up to the end of the connection.
 * Holds no data back, except for a chunk's line that has not arrived completely.
 *
 * <p>Chunks follow RFC 9112, section 7.1, to the letter. Their extensions are checked, counted and dropped.
 */
public final class BodyDecoder {

    private static final int MAX_CHUNK_LINE = 1024;
    private static final int MAX_SIZE_DIGITS = 15;
    private static final long MAX_EXTENSION_BYTES = 64 << 10;
    private static final int MAX_TRAILER_BYTES = 8 << 10;
    private static final int MAX_TRAILERS = 32;

    private final Framing framing;
    private Stage stage;
    private long left;
    private long extensionBytes;
    private @Nullable HeadScanner trailerScanner;
    private Fields trailers = new Fields();

    /** A decoder for one body. */
    public BodyDecoder(Framing framing) {
        this.framing = framing;
        left = framing.length();
        stage = switch (framing.kind()) {
            case NONE -> Stage.END;
            case LENGTH -> left == 0 ? Stage.END : Stage.DATA;
            case UNTIL_CLOSE -> Stage.DATA;
            case CHUNKED -> Stage.SIZE;
        };
    }

    /**
     * Takes the next piece of data off the buffer.
     *
     * @return a slice with its own reference, which the caller releases; null if the body is complete, see
     *     {@link #isComplete()}, or more bytes must arrive
     * @throws BadMessage if the body is malformed, or its extensions or trailers are too long
     */
    public @Nullable ByteBuf next(ByteBuf in) throws BadMessage {
        while (true) {
            switch (stage) {
                case SIZE -> {
                    if (!readSize(in)) {
                        return null;
                    }
                }
                case DATA -> {
                    return readData(in);
                }
                case DATA_END -> {
                    if (!readDataEnd(in)) {
                        return null;
                    }
                }
                case TRAILERS -> {
                    if (!readTrailers(in)) {
                        return null;
                    }
                }
                case END -> {
                    return null;
                }
            }
        }
    }

    /** Whether the body has been read to its end. */
    public boolean isComplete() {
        return stage == Stage.END;
    }

    /** Whether the end of the connection would be the regular end of the body. */
    public boolean endsWithConnection() {
        return framing.kind() == Framing.Kind.UNTIL_CLOSE;
    }

    /** The fields after a body in chunks; empty before its end. */
    public Fields trailers() {
        return trailers;
    }

    private @Nullable ByteBuf readData(ByteBuf in) {
        int readable = in.readableBytes();
        if (readable == 0) {
            return null;
        }
        if (framing.kind() == Framing.Kind.UNTIL_CLOSE) {
            return in.readRetainedSlice(readable);
        }
        int length = (int) Math.min(readable, left);
        left -= length;
        if (left == 0) {
            stage = framing.kind() == Framing.Kind.CHUNKED ? Stage.DATA_END : Stage.END;
        }
        return in.readRetainedSlice(length);
    }

    private boolean readSize(ByteBuf in) throws BadMessage {
        int length = lineLength(in);
        if (length < 0) {
            return false;
        }
        int start = in.readerIndex();
        long size = 0;
        int digits = 0;
        while (digits < length) {
            int digit = Grammar.hex(in.getByte(start + digits));
            if (digit < 0) {
                break;
            }
            size = 16 * size + digit;
            digits++;
            if (digits > MAX_SIZE_DIGITS) {
                throw BadMessage.malformed("the size of a chunk is too large");
            }
        }
        if (digits == 0) {
            throw BadMessage.malformed("a chunk does not begin with its size");
        }
        checkExtension(in, start + digits, start + length);
        in.skipBytes(length + 2);
        left = size;
        stage = size == 0 ? Stage.TRAILERS : Stage.DATA;
        return true;
    }

    private void checkExtension(ByteBuf in, int from, int to) throws BadMessage {
        extensionBytes += to - from;
        if (extensionBytes > MAX_EXTENSION_BYTES) {
            throw BadMessage.malformed("the extensions of the chunks are too long");
        }
        if (from < to && !ChunkExtension.isValid(in, from, to)) {
            throw BadMessage.malformed("the size of a chunk is followed by something malformed");
        }
    }

    private boolean readDataEnd(ByteBuf in) throws BadMessage {
        if (in.readableBytes() < 2) {
            if (in.isReadable() && in.getByte(in.readerIndex()) != '\r') {
                throw BadMessage.malformed("a chunk is longer than its size");
            }
            return false;
        }
        if (in.readByte() != '\r' || in.readByte() != '\n') {
            throw BadMessage.malformed("a chunk is longer than its size");
        }
        stage = Stage.SIZE;
        return true;
    }

    private boolean readTrailers(ByteBuf in) throws BadMessage {
        HeadScanner scanner = trailerScanner;
        if (scanner == null) {
            scanner = HeadScanner.ofTrailers(MAX_TRAILER_BYTES);
            trailerScanner = scanner;
        }
        byte[] lines = scanner.take(in);
        if (lines == null) {
            return false;
        }
        if (lines.length > 2) {
            trailers = new HeadLines(lines).fields(MAX_TRAILERS);
        }
        stage = Stage.END;
        return true;
    }

    /** The length of the line without CR LF, or -1 if it has not arrived completely. */
    private static int lineLength(ByteBuf in) throws BadMessage {
        int start = in.readerIndex();
        int lineFeed = in.indexOf(start, in.writerIndex(), (byte) '\n');
        int length = lineFeed < 0 ? in.readableBytes() : lineFeed - start + 1;
        if (length > MAX_CHUNK_LINE) {
            throw BadMessage.malformed("the line of a chunk's size is too long");
        }
        if (lineFeed < 0) {
            HeadScanner.refuseBareReturn(in, start);
            return -1;
        }
        if (length < 2 || in.getByte(lineFeed - 1) != '\r') {
            throw BadMessage.malformed("the line of a chunk's size ends without CR");
        }
        return length - 2;
    }

    private enum Stage {
        SIZE,
        DATA,
        DATA_END,
        TRAILERS,
        END
    }
}
