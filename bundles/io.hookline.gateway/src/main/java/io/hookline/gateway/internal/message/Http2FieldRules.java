package io.hookline.gateway.internal.message;

import java.util.Set;

/** What the fields of HTTP/2 may look like: RFC 9113, section 8.2; otherwise as in HTTP/1.1. */
public final class Http2FieldRules {

    private static final int MAX_TRAILERS = 32;
    private static final int MAX_TRAILER_BYTES = 8 << 10;
    private static final Set<String> OF_A_CONNECTION =
            Set.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade");

    private Http2FieldRules() {}

    /**
     * Checks the fields after a body, which have the limits of those of HTTP/1.1.
     *
     * @param bytes their size, with 32 for each
     * @throws BadMessage if one is malformed or there are too many
     */
    public static Fields trailers(Fields lines, long bytes) throws BadMessage {
        if (lines.size() > MAX_TRAILERS || bytes > MAX_TRAILER_BYTES) {
            throw new BadMessage(431, "the fields after the body are too long, or too many");
        }
        for (int i = 0; i < lines.size(); i++) {
            check(lines.name(i), lines.value(i));
        }
        return lines;
    }

    /**
     * Checks a field that is no pseudo-field.
     *
     * @throws BadMessage if it is malformed
     */
    static void check(String name, String value) throws BadMessage {
        if (!Grammar.isToken(name) || hasUpperCase(name)) {
            throw BadMessage.malformed("a header field's name is malformed");
        }
        for (int i = 0; i < value.length(); i++) {
            if (!Grammar.isValue(value.charAt(i))) {
                throw BadMessage.malformed("a header field's value has a control character");
            }
        }
        if (!value.isEmpty() && (isBlank(value.charAt(0)) || isBlank(value.charAt(value.length() - 1)))) {
            throw BadMessage.malformed("a header field's value begins or ends with a blank");
        }
        if (OF_A_CONNECTION.contains(name) || (name.equals("te") && !value.equalsIgnoreCase("trailers"))) {
            throw BadMessage.malformed("the field " + name + " concerns a connection of HTTP/1.1");
        }
    }

    private static boolean hasUpperCase(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 'A' && name.charAt(i) <= 'Z') {
                return true;
            }
        }
        return false;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
