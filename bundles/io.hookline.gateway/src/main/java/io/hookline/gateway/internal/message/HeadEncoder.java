package io.hookline.gateway.internal.message;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;

/** Writes heads, chunks' frames and trailers. Each character becomes one byte. */
public final class HeadEncoder {

    private static final int CRLF = ('\r' << 8) | '\n';
    private static final int COLON_SPACE = (':' << 8) | ' ';
    private static final int TYPICAL_BYTES = 512;

    private HeadEncoder() {}

    /** The head of a request with its framing. */
    public static ByteBuf request(
            ByteBufAllocator memory, String method, String target, Fields fields, Framing framing) {
        ByteBuf out = memory.ioBuffer(TYPICAL_BYTES);
        write(out, method);
        out.writeByte(' ');
        write(out, target);
        write(out, " HTTP/1.1\r\n");
        lines(out, fields);
        framing(out, framing);
        out.writeShort(CRLF);
        return out;
    }

    /** The head of a response with its framing; {@link Framing#NONE} and {@code UNTIL_CLOSE} add no field. */
    public static ByteBuf response(ByteBufAllocator memory, int status, String reason, Fields fields, Framing framing) {
        ByteBuf out = memory.ioBuffer(TYPICAL_BYTES);
        write(out, "HTTP/1.1 ");
        out.writeByte('0' + status / 100);
        out.writeByte('0' + status / 10 % 10);
        out.writeByte('0' + status % 10);
        out.writeByte(' ');
        write(out, reason);
        out.writeShort(CRLF);
        lines(out, fields);
        framing(out, framing);
        out.writeShort(CRLF);
        return out;
    }

    /** The line before the data of a chunk. */
    public static ByteBuf chunkStart(ByteBufAllocator memory, int size) {
        ByteBuf out = memory.ioBuffer(10);
        write(out, Integer.toHexString(size));
        out.writeShort(CRLF);
        return out;
    }

    /** The line break after the data of a chunk. */
    public static ByteBuf chunkEnd(ByteBufAllocator memory) {
        return memory.ioBuffer(2).writeShort(CRLF);
    }

    /** The last chunk, with trailers. */
    public static ByteBuf lastChunk(ByteBufAllocator memory, Fields trailers) {
        ByteBuf out = memory.ioBuffer(trailers.size() == 0 ? 5 : TYPICAL_BYTES);
        out.writeByte('0');
        out.writeShort(CRLF);
        lines(out, trailers);
        out.writeShort(CRLF);
        return out;
    }

    private static void framing(ByteBuf out, Framing framing) {
        if (framing.kind() == Framing.Kind.CHUNKED) {
            write(out, "Transfer-Encoding: chunked\r\n");
        } else if (framing.kind() == Framing.Kind.LENGTH) {
            write(out, "Content-Length: ");
            write(out, Long.toString(framing.length()));
            out.writeShort(CRLF);
        }
    }

    private static void lines(ByteBuf out, Fields fields) {
        for (int i = 0; i < fields.size(); i++) {
            write(out, fields.name(i));
            out.writeShort(COLON_SPACE);
            write(out, fields.value(i));
            out.writeShort(CRLF);
        }
    }

    private static void write(ByteBuf out, String text) {
        ByteBufUtil.writeAscii(out, text);
    }
}
