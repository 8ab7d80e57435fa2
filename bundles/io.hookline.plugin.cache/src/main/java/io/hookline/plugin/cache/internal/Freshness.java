package io.hookline.plugin.cache.internal;

import io.hookline.gateway.hook.Headers;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a response may be used: RFC 9111, section 4.2. Only what the response says counts; nothing is guessed.
 *
 * @param lifetime zero if it is stale from the beginning
 * @param ageAtArrival its age when it arrived
 * @param arrived when that was
 */
record Freshness(Duration lifetime, Duration ageAtArrival, Instant arrived) {

    private static final long OLDEST_S = 1L << 31;

    /**
     * The freshness of a response that has just arrived.
     *
     * @param delay how long it took
     * @return null if the response says nothing about it
     */
    static @Nullable Freshness of(Headers fields, CacheControl control, Instant now, Duration delay, Duration longest) {
        Instant date = HttpDates.parse(fields.first("Date"));
        Instant created = date == null ? now : date;
        Duration lifetime = lifetime(fields, control, created);
        if (lifetime == null) {
            return null;
        }
        Duration apparent = Duration.between(created, now);
        Duration corrected = Duration.ofSeconds(ageField(fields)).plus(delay);
        Duration age = apparent.compareTo(corrected) > 0 ? apparent : corrected;
        return new Freshness(lifetime.compareTo(longest) > 0 ? longest : lifetime, age, now);
    }

    Duration age(Instant now) {
        Duration age = ageAtArrival.plus(Duration.between(arrived, now));
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** How long it stays fresh; negative or zero if it is stale. */
    Duration left(Instant now) {
        return lifetime.minus(age(now));
    }

    private static @Nullable Duration lifetime(Headers fields, CacheControl control, Instant created) {
        for (String directive : new String[] {"s-maxage", "max-age"}) {
            long seconds = control.seconds(directive);
            if (seconds != CacheControl.ABSENT) {
                return Duration.ofSeconds(seconds);
            }
        }
        if (fields.first("Expires") != null) {
            Instant expires = fields.all("Expires").size() > 1 ? null : HttpDates.parse(fields.first("Expires"));
            return expires == null || expires.isBefore(created) ? Duration.ZERO : Duration.between(created, expires);
        }
        return control.has("no-cache") ? Duration.ZERO : null;
    }

    /** What is no number, or no number that fits, is as old as can be: RFC 9111, section 1.2.2. */
    private static long ageField(Headers fields) {
        String text = fields.first("Age");
        if (text == null) {
            return 0;
        }
        return text.strip().matches("[0-9]{1,9}") ? Long.parseLong(text.strip()) : OLDEST_S;
    }
}
