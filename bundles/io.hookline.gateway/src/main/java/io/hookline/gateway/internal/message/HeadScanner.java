package io.hookline.gateway.internal.message;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Finds the end of a head among bytes that arrive in pieces. One for each connection; begins anew after each head. */
public final class HeadScanner {

    private static final byte CR = '\r';
    private static final byte LF = '\n';

    private final int maxLineBytes;
    private final int maxBytes;
    private final boolean skipsEmptyLine;
    private final boolean mayBeEmpty;
    private int scanned;
    private int lineStart;
    private int lines;
    private boolean skipped;

    /**
     * A scanner.
     *
     * @param maxLineBytes the limit of the first line
     * @param maxBytes the limit of the whole head
     * @param skipsEmptyLine whether one empty line before the head is ignored, as servers should
     */
    public HeadScanner(int maxLineBytes, int maxBytes, boolean skipsEmptyLine) {
        this(maxLineBytes, maxBytes, skipsEmptyLine, false);
    }

    private HeadScanner(int maxLineBytes, int maxBytes, boolean skipsEmptyLine, boolean mayBeEmpty) {
        this.maxLineBytes = maxLineBytes;
        this.maxBytes = maxBytes;
        this.skipsEmptyLine = skipsEmptyLine;
        this.mayBeEmpty = mayBeEmpty;
    }

    /** A scanner for the fields after a body, which may be none. */
    static HeadScanner ofTrailers(int maxBytes) {
        return new HeadScanner(maxBytes, maxBytes, false, true);
    }

    /**
     * Takes a head off the buffer.
     *
     * @return its lines with their line breaks and the empty line; null if it has not arrived completely
     * @throws BadMessage if it is too long (414, 431), or a line ends in another way than by CR LF (400)
     */
    public byte @Nullable [] take(ByteBuf in) throws BadMessage {
        skipEmptyLine(in);
        while (true) {
            int from = in.readerIndex() + scanned;
            int lineFeed = in.indexOf(from, in.writerIndex(), LF);
            if (lineFeed < 0) {
                refuseBareReturn(in, from);
                scanned = in.readableBytes();
                checkLength(scanned);
                return null;
            }
            int length = lineFeed - in.readerIndex() + 1;
            checkLength(length);
            if (length < 2 || in.getByte(lineFeed - 1) != CR) {
                throw BadMessage.malformed("a line of the head ends without CR");
            }
            boolean last = length - lineStart == 2;
            if (last && lines == 0 && !mayBeEmpty) {
                throw BadMessage.malformed("the head begins with an empty line");
            }
            scanned = length;
            lineStart = length;
            lines++;
            if (last) {
                byte[] head = new byte[length];
                in.readBytes(head);
                reset();
                return head;
            }
        }
    }

    /** Whether a part of a head has arrived. */
    public boolean hasBegun() {
        return scanned > 0 || skipped;
    }

    /** Refuses a CR that another character than LF follows, without waiting for the end of the line. */
    static void refuseBareReturn(ByteBuf in, int from) throws BadMessage {
        int carriageReturn = in.indexOf(from, in.writerIndex(), CR);
        if (carriageReturn >= 0 && carriageReturn < in.writerIndex() - 1) {
            throw BadMessage.malformed("a line has a CR that no LF follows");
        }
    }

    private void skipEmptyLine(ByteBuf in) {
        if (skipsEmptyLine
                && !skipped
                && lines == 0
                && in.readableBytes() >= 2
                && in.getByte(in.readerIndex()) == CR
                && in.getByte(in.readerIndex() + 1) == LF) {
            in.skipBytes(2);
            scanned = 0;
            skipped = true;
        }
    }

    private void checkLength(int length) throws BadMessage {
        if (lines == 0 && length > maxLineBytes && maxLineBytes < maxBytes) {
            throw new BadMessage(414, "the request line is longer than " + maxLineBytes + " bytes");
        }
        if (length > maxBytes) {
            throw new BadMessage(431, "the head is longer than " + maxBytes + " bytes");
        }
    }

    private void reset() {
        scanned = 0;
        lineStart = 0;
        lines = 0;
        skipped = false;
    }
}
