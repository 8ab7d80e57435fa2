package io.hookline.gateway.internal.message;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The fields that concern one connection or frame a message, which are not passed on: RFC 9110, section 7.6.1. Each
 * side of the gateway frames its messages itself.
 */
public final class HopByHop {

    private static final String KEEP_ALIVE = "keep-alive";

    /** A peer cannot have these removed by naming them in {@code Connection}. */
    private static final Set<String> END_TO_END = Set.of(
            "authorization",
            "cache-control",
            "content-type",
            "content-encoding",
            "cookie",
            "date",
            "host",
            "set-cookie");

    private HopByHop() {}

    /** Whether hooks may not touch the field with this name. */
    public static boolean isFraming(String name) {
        // Asked for each field of a message, and few names have one of these lengths.
        return switch (name.length()) {
            case 2 -> name.equalsIgnoreCase("te");
            case 6 -> name.equalsIgnoreCase("expect");
            case 7 -> name.equalsIgnoreCase("trailer") || name.equalsIgnoreCase("upgrade");
            case 10 -> name.equalsIgnoreCase("connection") || name.equalsIgnoreCase(KEEP_ALIVE);
            case 14 -> name.equalsIgnoreCase("content-length") || name.equalsIgnoreCase("http2-settings");
            case 16 -> name.equalsIgnoreCase("proxy-connection");
            case 17 -> name.equalsIgnoreCase("transfer-encoding");
            default -> false;
        };
    }

    /** Removes them, and those that {@code Connection} names, from fields of a valid head. */
    public static void strip(Fields fields) {
        Set<String> named = named(fields);
        if (named.isEmpty()) {
            fields.removeIf(HopByHop::isFraming);
        } else {
            fields.removeIf(name -> isFraming(name) || named.contains(name.toLowerCase(Locale.ROOT)));
        }
    }

    private static Set<String> named(Fields fields) {
        String first = fields.first("Connection");
        if (first == null || (first.equalsIgnoreCase(KEEP_ALIVE) && fields.count("Connection") == 1)) {
            // As most say: nothing, or what is removed anyway.
            return Set.of();
        }
        try {
            List<String> tokens = ListField.tokens(fields, "Connection");
            if (tokens.isEmpty()) {
                return Set.of();
            }
            Set<String> named = new HashSet<>(tokens);
            named.removeAll(END_TO_END);
            return named;
        } catch (BadMessage e) {
            throw new IllegalArgumentException("the head was not checked", e);
        }
    }
}
