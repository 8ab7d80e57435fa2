package io.hookline.plugin.requestlog.internal;

import io.hookline.gateway.hook.Completion;
import io.hookline.gateway.hook.Exchange;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Objects;

/** Formats a request as one line. Escapes prevent clients from forging further lines. */
final class RequestLine {

    private RequestLine() {}

    static String of(Exchange exchange, Completion completion) {
        long tenths = (exchange.elapsed().toNanos() + 50_000) / 100_000;
        String line = shown(exchange.method()) + ' ' + shown(exchange.path()) + " status=" + exchange.status() + " ms="
                + tenths / 10 + '.' + tenths % 10 + " call="
                + escape(exchange.context().callId()) + " client="
                + escape(Objects.requireNonNullElse(exchange.principal(), "-")) + " from="
                + address(exchange) + " in=" + exchange.bytesReceived() + " out="
                + exchange.bytesSent() + " end=" + ending(completion);
        String route = exchange.route();
        if (route == null || route.equals("default")) {
            return line;
        }
        return line + " route=" + escape(route) + " target="
                + escape(Objects.requireNonNullElse(exchange.target(), "-"));
    }

    /** Without a look-up of its name. */
    private static String address(Exchange exchange) {
        InetAddress address = exchange.client().getAddress();
        return address == null ? "-" : escape(address.getHostAddress());
    }

    private static String ending(Completion completion) {
        return switch (completion.ending()) {
            case COMPLETE -> "complete";
            case BROKEN_OFF -> "broken-off";
            case CLIENT_GONE -> "client-gone";
        };
    }

    /** What could not be read of a malformed request is empty. */
    private static String shown(String text) {
        return text.isEmpty() ? "-" : escape(text);
    }

    /** Writes spaces, backslashes and anything that is not printable ASCII as {@code \\u} and four hex digits. */
    static String escape(String text) {
        if (isPlain(text)) {
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

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(int c) {
        return c > ' ' && c < 127 && c != '\\';
    }
}
