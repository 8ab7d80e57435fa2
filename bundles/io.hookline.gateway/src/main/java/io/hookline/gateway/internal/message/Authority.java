package io.hookline.gateway.internal.message;

/** The host and port that a request is for, as {@code Host} and an absolute target give them. */
public final class Authority {

    private static final int MAX_LENGTH = 255 + 6;
    private static final int MAX_PORT = 65_535;

    private Authority() {}

    /** The host without the port. */
    public static String host(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    }

    /**
     * Checks one. Stricter than RFC 3986: a registered name has letters, digits and {@code -._~} only.
     *
     * @throws BadMessage if it is not a host with an optional port
     */
    static String checked(String text) throws BadMessage {
        String host = host(text);
        boolean named = text.length() <= MAX_LENGTH && (isAddress(host) || isName(host));
        boolean ported = host.length() == text.length() || isPort(text.substring(host.length() + 1));
        if (!named || !ported) {
            throw BadMessage.malformed("the host is malformed");
        }
        return text;
    }

    private static boolean isName(String host) {
        for (int i = 0; i < host.length(); i++) {
            if (!Grammar.isHost(host.charAt(i))) {
                return false;
            }
        }
        return !host.isEmpty();
    }

    private static boolean isAddress(String host) {
        if (host.length() < 4 || host.charAt(0) != '[' || host.charAt(host.length() - 1) != ']') {
            return false;
        }
        int colons = 0;
        for (int i = 1; i < host.length() - 1; i++) {
            char c = host.charAt(i);
            if (c == ':') {
                colons++;
            } else if (Grammar.hex(c) < 0 && c != '.') {
                return false;
            }
        }
        return colons >= 2;
    }

    private static boolean isPort(String port) {
        if (port.length() > 5) {
            return false;
        }
        int number = 0;
        for (int i = 0; i < port.length(); i++) {
            char c = port.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
            number = 10 * number + (c - '0');
        }
        // RFC 3986 allows an empty port.
        return number <= MAX_PORT;
    }
}
