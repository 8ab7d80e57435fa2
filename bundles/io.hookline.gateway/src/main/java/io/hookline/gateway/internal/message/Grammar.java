package io.hookline.gateway.internal.message;

/** The character classes of RFC 9110, 9112 and 3986, as one table. */
final class Grammar {

    private static final int TOKEN = 1;
    private static final int VALUE = 2;
    private static final int PATH = 4;
    private static final int VISIBLE = 8;
    private static final int HOST = 16;
    private static final int UNRESERVED = 32;

    private static final byte[] CLASSES = classes();

    private Grammar() {}

    /** Whether it may stand in a token, such as a method or a field's name. */
    static boolean isToken(int c) {
        return is(c, TOKEN);
    }

    /** Whether it may stand in a field's value: visible characters, space, tab, and bytes from 128. */
    static boolean isValue(int c) {
        return is(c, VALUE);
    }

    /** Whether it stands for itself in a path: {@code pchar} and the slash, without the percent sign. */
    static boolean isPath(int c) {
        return is(c, PATH);
    }

    /** Whether it is a visible ASCII character. */
    static boolean isVisible(int c) {
        return is(c, VISIBLE);
    }

    /** Whether it may stand in the name of a host. */
    static boolean isHost(int c) {
        return is(c, HOST);
    }

    /** Whether it means the same with and without percent-encoding. */
    static boolean isUnreserved(int c) {
        return is(c, UNRESERVED);
    }

    /** Whether all of a text is one token. */
    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isToken(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** The value of a hexadecimal digit, or -1. */
    static int hex(int c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        if (c >= 'a' && c <= 'f') {
            return c - 'a' + 10;
        }
        return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    }

    private static boolean is(int c, int kind) {
        return c >= 0 && c < CLASSES.length && (CLASSES[c] & kind) != 0;
    }

    private static byte[] classes() {
        byte[] table = new byte[256];
        for (int c = 0; c < 256; c++) {
            boolean alphanumeric = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (alphanumeric) {
                table[c] |= TOKEN | PATH | HOST | UNRESERVED;
            }
            if (c > ' ' && c < 127) {
                table[c] |= VISIBLE;
            }
            if ((c >= ' ' && c != 127) || c == '\t') {
                table[c] |= VALUE;
            }
        }
        mark(table, "!#$%&'*+-.^_`|~", TOKEN);
        mark(table, "-._~!$&'()*+,;=:@/", PATH);
        mark(table, "-._~", HOST | UNRESERVED);
        return table;
    }

    private static void mark(byte[] table, String characters, int kind) {
        for (int i = 0; i < characters.length(); i++) {
            table[characters.charAt(i)] |= (byte) kind;
        }
    }
}
