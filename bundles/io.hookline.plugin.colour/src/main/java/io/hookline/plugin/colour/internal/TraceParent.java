package io.hookline.plugin.colour.internal;

import io.hookline.gateway.hook.TraceContext;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A field {@code traceparent} as <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a> defines it.
 *
 * @param text the field's value
 * @param traceId 32 lower-case hex digits, not all zero
 */
record TraceParent(String text, String traceId) {

    private static final Pattern FORM =
            Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-[!-~]*)?");
    private static final String FIRST_VERSION = "00";
    private static final String NO_VERSION = "ff";
    private static final int MOST_CHARACTERS = 512;

    /**
     * Reads a request's fields.
     *
     * @return null if there is not exactly one, or it is invalid
     */
    static @Nullable TraceParent of(List<String> values) {
        if (values.size() != 1 || values.get(0).length() > MOST_CHARACTERS) {
            return null;
        }
        String text = values.get(0);
        Matcher parts = FORM.matcher(text);
        if (!parts.matches() || isZero(parts.group(2)) || isZero(parts.group(3))) {
            return null;
        }
        // Later versions may add parts at the end. Version 00 has none.
        boolean known = parts.group(1).equals(FIRST_VERSION)
                ? parts.group(4) == null
                : !parts.group(1).equals(NO_VERSION);
        return known ? new TraceParent(text, parts.group(2)) : null;
    }

    /** Of a span that a tracing plugin has begun. */
    static TraceParent of(TraceContext traced) {
        return new TraceParent(
                FIRST_VERSION + "-" + traced.traceId() + "-" + traced.spanId() + "-01", traced.traceId());
    }

    /** Starts a trace with random ids. */
    static TraceParent start(boolean sampled) {
        String traceId = randomHex() + randomHex();
        return new TraceParent(
                FIRST_VERSION + "-" + traceId + "-" + randomHex() + "-" + (sampled ? "01" : "00"), traceId);
    }

    private static boolean isZero(String hex) {
        return hex.chars().allMatch(c -> c == '0');
    }

    /** 16 hex digits, not all zero. */
    private static String randomHex() {
        long random = ThreadLocalRandom.current().nextLong();
        return HexFormat.of().toHexDigits(random == 0 ? 1 : random);
    }
}
