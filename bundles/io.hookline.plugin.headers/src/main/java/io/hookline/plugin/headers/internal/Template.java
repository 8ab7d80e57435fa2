package io.hookline.plugin.headers.internal;

import io.hookline.gateway.hook.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A field's value with placeholders. Immutable. */
final class Template {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z][a-z-]*)\\}");

    private final List<Part> parts;

    private Template(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException if it contains an unknown placeholder; the message shows it
     */
    static Template of(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher placeholder = PLACEHOLDER.matcher(text);
        int at = 0;
        while (placeholder.find()) {
            addLiteral(parts, text.substring(at, placeholder.start()));
            parts.add(named(placeholder.group(1)));
            at = placeholder.end();
        }
        addLiteral(parts, text.substring(at));
        return new Template(parts);
    }

    private static void addLiteral(List<Part> parts, String literal) {
        if (!literal.isEmpty()) {
            parts.add(exchange -> literal);
        }
    }

    /** The value for a call, or null if the call does not have what a placeholder stands for. */
    @Nullable
    String fill(Exchange exchange) {
        if (parts.size() == 1) {
            return parts.get(0).of(exchange);
        }
        StringBuilder value = new StringBuilder();
        for (Part part : parts) {
            String text = part.of(exchange);
            if (text == null) {
                return null;
            }
            value.append(text);
        }
        return value.toString();
    }

    private static Part named(String name) {
        return switch (name) {
            case "call-id" -> exchange -> exchange.context().callId();
            case "client-address" -> exchange -> exchange.client().getAddress().getHostAddress();
            case "principal" -> Template::principal;
            default ->
                throw new IllegalArgumentException(
                        "there is no placeholder '{" + name + "}': use {call-id}, {client-address} or {principal}");
        };
    }

    private static @Nullable String principal(Exchange exchange) {
        String principal = exchange.principal();
        return principal == null ? null : encoded(principal);
    }

    /** Percent-encodes what is not printable ASCII, and the percent sign. */
    private static String encoded(String text) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder encoded = new StringBuilder();
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            if (unit > ' ' && unit < 127 && unit != '%') {
                encoded.append((char) unit);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(unit));
            }
        }
        return encoded.toString();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 127 || c == '%') {
                return false;
            }
        }
        return true;
    }

    /** A piece of a value. */
    private interface Part {

        @Nullable
        String of(Exchange exchange);
    }
}
