package io.hookline.deploy.internal.verify;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The extra fields of a zip header, searched for what gives an entry a second name. */
final class ExtraFields {

    private static final int UNICODE_PATH = 0x7075;
    private static final int FIELD_HEAD_BYTES = 4;
    private static final int UNICODE_PATH_HEAD_BYTES = 5;

    private ExtraFields() {}

    /** Whether a Unicode path field, which the JDK ignores and other readers obey, names it otherwise. */
    static boolean rename(byte[] extra, String name) {
        byte[] expected = name.getBytes(StandardCharsets.UTF_8);
        int at = 0;
        while (at + FIELD_HEAD_BYTES <= extra.length) {
            int kind = u16(extra, at);
            int start = at + FIELD_HEAD_BYTES;
            int end = start + u16(extra, at + Short.BYTES);
            if (end > extra.length) {
                return false;
            }
            if (kind == UNICODE_PATH) {
                int path = Math.min(start + UNICODE_PATH_HEAD_BYTES, end);
                if (!Arrays.equals(extra, path, end, expected, 0, expected.length)) {
                    return true;
                }
            }
            at = end;
        }
        return false;
    }

    private static int u16(byte[] bytes, int at) {
        return Byte.toUnsignedInt(bytes[at]) | Byte.toUnsignedInt(bytes[at + 1]) << Byte.SIZE;
    }
}
