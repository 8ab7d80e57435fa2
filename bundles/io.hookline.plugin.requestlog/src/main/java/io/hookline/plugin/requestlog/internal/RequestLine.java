package io.hookline.plugin.requestlog.internal;

import io.hookline.gateway.hook.Exchange;
import java.util.Locale;
import java.util.Objects;

/** Formats a request as one line. Escapes prevent clients from forging further lines. */
final class RequestLine {

    private RequestLine() {}

    static String of(Exchange exchange) {
        return String.format(
                Locale.ROOT,
                "%s %s status=%d ms=%.1f call=%s client=%s",
                escape(exchange.method()),
                escape(exchange.path()),
                exchange.status(),
                exchange.elapsed().toNanos() / 1e6,
                escape(exchange.context().callId()),
                escape(Objects.requireNonNullElse(exchange.principal(), "-")));
    }

    /** Writes spaces, backslashes and anything that is not printable ASCII as {@code \\u} and four hex digits. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > ' ' && c < 127 && c != '\\') {
                escaped.append(c);
            } else {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        return escaped.toString();
    }
}
