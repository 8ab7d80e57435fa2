package io.hookline.gateway.internal.call;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The value of the field {@code Date}: RFC 9110, section 5.6.7. Made once a second. */
final class HttpDate {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static volatile Second latest = new Second(-1, "");

    private HttpDate() {}

    /** The time now. */
    static String now() {
        long second = System.currentTimeMillis() / 1000;
        Second known = latest;
        if (known.number != second) {
            known = new Second(second, FORMAT.format(Instant.ofEpochSecond(second)));
            latest = known;
        }
        return known.text;
    }

    private record Second(long number, String text) {}
}
