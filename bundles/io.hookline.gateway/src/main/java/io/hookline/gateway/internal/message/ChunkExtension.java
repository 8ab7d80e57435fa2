package io.hookline.gateway.internal.message;

import io.netty.buffer.ByteBuf;

/** The grammar of chunk extensions: {@code ;name}, {@code ;name=token} or {@code ;name="text"}, repeated. */
final class ChunkExtension {

    private ChunkExtension() {}

    /** Whether all bytes of a range are extensions. */
    static boolean isValid(ByteBuf in, int from, int to) {
        int at = from;
        while (at < to) {
            at = skipBlanks(in, at, to);
            if (at == to || in.getByte(at) != ';') {
                return false;
            }
            at = skipBlanks(in, at + 1, to);
            int end = skipToken(in, at, to);
            if (end == at) {
                return false;
            }
            int next = skipBlanks(in, end, to);
            at = next < to && in.getByte(next) == '=' ? skipValue(in, skipBlanks(in, next + 1, to), to) : end;
            if (at < 0) {
                return false;
            }
        }
        return true;
    }

    /** The end of a value, or -1 if there is none. */
    private static int skipValue(ByteBuf in, int from, int to) {
        if (from < to && in.getByte(from) == '"') {
            return skipQuoted(in, from + 1, to);
        }
        int end = skipToken(in, from, to);
        return end == from ? -1 : end;
    }

    private static int skipQuoted(ByteBuf in, int from, int to) {
        int at = from;
        while (at < to) {
            byte c = in.getByte(at);
            if (c == '"') {
                return at + 1;
            }
            if (c == '\\') {
                at++;
            }
            if (at == to || !Grammar.isValue(in.getByte(at) & 0xff)) {
                return -1;
            }
            at++;
        }
        return -1;
    }

    private static int skipToken(ByteBuf in, int from, int to) {
        int at = from;
        while (at < to && Grammar.isToken(in.getByte(at) & 0xff)) {
            at++;
        }
        return at;
    }

    private static int skipBlanks(ByteBuf in, int from, int to) {
        int at = from;
        while (at < to && (in.getByte(at) == ' ' || in.getByte(at) == '\t')) {
            at++;
        }
        return at;
    }
}
