package io.hookline.shell.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Moments in words, as seen from one of them.
 *
 * @param now from which they are seen
 * @param zone in which they are told
 */
record Moments(Instant now, ZoneId zone) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /** Seen from a moment, in the zone of this machine. */
    static Moments now(Instant now) {
        return new Moments(now, ZoneId.systemDefault());
    }

    /** The time of day; with the day ahead if that is not today; a dash for none. */
    String at(@Nullable Instant moment) {
        if (moment == null) {
            return "-";
        }
        boolean today =
                moment.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
        return (today ? TIME : DAY).withZone(zone).format(moment);
    }

    /** How long ago it was, in one number; a dash for never. */
    String ago(@Nullable Instant moment) {
        if (moment == null) {
            return "-";
        }
        long seconds = Math.max(0, Duration.between(moment, now).toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7_200
                ? seconds / 60 + " min"
                : seconds < 172_800 ? seconds / 3_600 + " h" : seconds / 86_400 + " d";
    }
}
