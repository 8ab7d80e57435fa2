package io.hookline.shell.internal.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Timestamps as text, relative to the present.
 *
 * @param now the present
 * @param zone the time zone of the text
 */
public record Timestamps(Instant now, ZoneId zone) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /** Relative to a present, in the time zone of this machine. */
    public static Timestamps now(Instant now) {
        return new Timestamps(now, ZoneId.systemDefault());
    }

    /** The time of day, after the date if that is not today; a dash for null. */
    public String at(@Nullable Instant timestamp) {
        if (timestamp == null) {
            return "-";
        }
        boolean today =
                timestamp.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
        return (today ? TIME : DAY).withZone(zone).format(timestamp);
    }

    /** How long ago it was, in one unit; a dash for null. */
    public String ago(@Nullable Instant timestamp) {
        if (timestamp == null) {
            return "-";
        }
        long seconds = Math.max(0, Duration.between(timestamp, now).toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7_200
                ? seconds / 60 + " min"
                : seconds < 172_800 ? seconds / 3_600 + " h" : seconds / 86_400 + " d";
    }
}
