package io.hookline.load;

import io.hookline.common.text.Printable;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The plan of a run.
 *
 * @param what the name of the target, for the report
 * @param callers the number of callers, each with a thread of its own
 * @param callersAre what a caller is: {@code threads} or {@code connections}
 * @param rate calls a second of all callers together; 0 for as many as possible
 * @param time how long calls are counted
 * @param warmUp how long calls are made before that without being counted
 * @param grace how long a call may last beyond the end before it is given up
 * @param unit the resolution of latencies
 */
public record LoadPlan(
        String what,
        int callers,
        String callersAre,
        long rate,
        Duration time,
        Duration warmUp,
        Duration grace,
        LatencyUnit unit) {

    /** The resolution of latencies. */
    public enum LatencyUnit {
        /** For calls inside the process. */
        NANOSECONDS(1),
        /** For calls over a network: needs a tenth of the memory. */
        MICROSECONDS(1_000);

        private final long nanos;

        LatencyUnit(long nanos) {
            this.nanos = nanos;
        }

        long nanos() {
            return nanos;
        }
    }

    /** The maximum number of callers. */
    public static final int MOST_CALLERS = 1_000;

    /** The maximum rate. */
    public static final long HIGHEST_RATE = 10_000_000;

    private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m|h)?");
    private static final Duration LONGEST = Duration.ofDays(7);

    /**
     * Parses a time: {@code 500ms}, {@code 10s}, {@code 5m}, {@code 1h}; a number alone is in seconds.
     *
     * @throws IllegalArgumentException if it is not a time or longer than a week; the message is for the user
     */
    public static Duration time(String option, String text) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    option + " must be a time such as 10s, 5m or 500ms, not \"" + Printable.of(text) + "\"");
        }
        long number = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2) == null ? "s" : matcher.group(2);
        Duration time =
                switch (unit) {
                    case "ms" -> Duration.ofMillis(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofSeconds(number);
                };
        if (time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(option + " must be at most a week, not " + text);
        }
        return time;
    }

    /**
     * Parses a time that must not be zero.
     *
     * @throws IllegalArgumentException if it is invalid; the message is for the user
     */
    public static Duration someTime(String option, String text) {
        Duration time = time(option, text);
        if (time.isZero()) {
            throw new IllegalArgumentException(option + " must not be zero: give a time such as 10s");
        }
        return time;
    }

    /**
     * Parses a number.
     *
     * @throws IllegalArgumentException if it is not a number or out of range; the message is for the user
     */
    public static long number(String option, String text, long least, long most) {
        if (text.matches("[0-9]{1,18}")) {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new IllegalArgumentException(
                option + " must be a number from " + least + " to " + most + ", not \"" + Printable.of(text) + "\"");
    }

    /**
     * Parses a percentage.
     *
     * @throws IllegalArgumentException if it is invalid; the message is for the user
     */
    public static double percent(String option, String text) {
        String number =
                text.endsWith("%") ? text.substring(0, text.length() - 1).strip() : text;
        if (number.matches("[0-9]{1,3}(\\.[0-9]{1,9})?") && Double.parseDouble(number) <= 100) {
            return Double.parseDouble(number);
        }
        throw new IllegalArgumentException(
                option + " must be a percentage from 0 to 100, such as 0.5, not \"" + Printable.of(text) + "\"");
    }
}
