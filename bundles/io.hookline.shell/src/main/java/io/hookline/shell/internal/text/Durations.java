package io.hookline.shell.internal.text;

import java.util.List;
import java.util.Locale;

/** Durations as text. */
public final class Durations {

    private Durations() {}

    /** A duration with two or three significant digits, and its unit. */
    public static String ofNanos(long nanos) {
        if (nanos < 1_000) {
            return nanos + " ns";
        }
        double value = nanos;
        String unit = "ns";
        for (String larger : List.of("us", "ms", "s")) {
            if (value < 999.5) {
                break;
            }
            value /= 1_000;
            unit = larger;
        }
        return String.format(Locale.ROOT, value < 9.95 ? "%.1f %s" : "%.0f %s", value, unit);
    }
}
