package io.hookline.gateway.internal.message;

/**
 * Brings paths into the one form that hooks decide on and the upstream gets.
 *
 * <ul>
 *   <li>Percent-encoded unreserved characters are decoded; other codes stay, with upper-case digits.
 *   <li>Visible characters that RFC 3986 does not allow in a path are encoded.
 *   <li>The segments {@code .} and {@code ..} are removed, after decoding.
 *   <li>Refused: encoded slashes, backslashes in any form, control characters in any form, bytes from 128 that are not
 *       encoded, malformed codes, and the segments {@code .} and {@code ..} with parameters, as in {@code ..;a}.
 *       Servers behind the gateway differ in how they read these.
 * </ul>
 */
final class PathNormaliser {

    private static final String DIGITS = "0123456789ABCDEF";

    private PathNormaliser() {}

    /**
     * The normal form of a path that begins with a slash.
     *
     * @throws BadMessage if it is refused
     */
    static String normalise(String path) throws BadMessage {
        return isPlain(path) ? path : withoutDots(decoded(path));
    }

    /** Whether it certainly is in normal form already, as most are. */
    private static boolean isPlain(String path) {
        char last = '/';
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (!Grammar.isPath(c) || (c == '.' && last == '/')) {
                return false;
            }
            last = c;
        }
        return true;
    }

    private static String decoded(String path) throws BadMessage {
        StringBuilder out = new StringBuilder(path.length() + 16);
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '%') {
                appendCode(out, codeAt(path, i));
                i += 2;
            } else if (Grammar.isPath(c)) {
                out.append(c);
            } else if (c == '\\' || !Grammar.isVisible(c)) {
                throw BadMessage.malformed("the path has a character that is refused");
            } else {
                appendEncoded(out, c);
            }
        }
        return out.toString();
    }

    private static int codeAt(String path, int percent) throws BadMessage {
        int high = percent + 2 < path.length() ? Grammar.hex(path.charAt(percent + 1)) : -1;
        int low = high < 0 ? -1 : Grammar.hex(path.charAt(percent + 2));
        if (low < 0) {
            throw BadMessage.malformed("a percent sign in the path is not followed by two hexadecimal digits");
        }
        return 16 * high + low;
    }

    private static void appendCode(StringBuilder out, int code) throws BadMessage {
        if (code == '/' || code == '\\' || code < ' ' || code == 127) {
            throw BadMessage.malformed("the path has a percent-encoded character that is refused");
        }
        if (Grammar.isUnreserved(code)) {
            out.append((char) code);
        } else {
            appendEncoded(out, code);
        }
    }

    private static void appendEncoded(StringBuilder out, int code) {
        out.append('%').append(DIGITS.charAt(code >> 4)).append(DIGITS.charAt(code & 15));
    }

    private static String withoutDots(String path) throws BadMessage {
        StringBuilder out = new StringBuilder(path.length());
        int start = 0;
        while (start < path.length()) {
            int slash = path.indexOf('/', start + 1);
            int end = slash < 0 ? path.length() : slash;
            String segment = path.substring(start + 1, end);
            if (segment.startsWith(".;") || segment.startsWith("..;")) {
                throw BadMessage.malformed("the path has a dot segment with parameters");
            }
            boolean up = segment.equals("..");
            if (up) {
                out.setLength(Math.max(0, out.lastIndexOf("/")));
            }
            if (up || segment.equals(".")) {
                if (slash < 0) {
                    out.append('/');
                }
            } else {
                out.append('/').append(segment);
            }
            start = end;
        }
        return out.toString();
    }
}
