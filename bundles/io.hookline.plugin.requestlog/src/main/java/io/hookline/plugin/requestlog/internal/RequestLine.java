package io.hookline.plugin.requestlog.internal;

import io.hookline.gateway.hook.Exchange;
import java.util.Locale;
import java.util.Objects;

/** Formats a request as one line. Escapes prevent clients from forging further lines. */
final class RequestLine {

    private RequestLine() {}

    static String of(Exchange exchange) {
        long tenths = (exchange.elapsed().toNanos() + 50_000) / 100_000;
        String line =
                escape(exchange.method()) + ' ' + escape(exchange.path()) + " status=" + exchange.status() + " ms="
                        + tenths / 10 + '.' + tenths % 10 + " call="
                        + escape(exchange.context().callId()) + " client="
                        + escape(Objects.requireNonNullElse(exchange.principal(), "-"));
        String route = exchange.route();
        if (route == null || route.equals("default")) {
            return line;
        }
        return line + " route=" + escape(route) + " target="
                + escape(Objects.requireNonNullElse(exchange.target(), "-"));
    }

    /** Writes spaces, backslashes and anything that is not printable ASCII as {@code \\u} and four hex digits. */
    static String escape(String text) {
        if (text.chars().allMatch(RequestLine::isPlain)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 20);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                escaped.append(c);
            } else {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        return escaped.toString();
    }

    private static boolean isPlain(int c) {
        return c > ' ' && c < 127 && c != '\\';
    }
}
