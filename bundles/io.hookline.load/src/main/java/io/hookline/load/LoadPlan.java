package io.hookline.load;

import io.hookline.common.text.Printable;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How calls are to be made.
 *
 * @param what is called, in words for the report
 * @param callers how many calls there are at once at most; each has a thread
 * @param callersAre what a caller is: {@code threads} or {@code connections}
 * @param rate calls a second, all callers together; 0: as fast as it goes
 * @param time how long they are counted
 * @param warmUp how long they are made before that
 * @param grace how long a call may go on after the end before it is given up
 * @param unit the least difference between latencies that is told
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

    /** What calls are counted in. */
    public enum LatencyUnit {
        /** For calls inside the process. */
        NANOSECONDS(1),
        /** For calls over a network: takes a tenth of the memory. */
        MICROSECONDS(1_000);

        private final long nanos;

        LatencyUnit(long nanos) {
            this.nanos = nanos;
        }

        long nanos() {
            return nanos;
        }
    }

    /** The most callers that a plan may have. */
    public static final int MOST_CALLERS = 1_000;

    /** The highest rate that a plan may have. */
    public static final long HIGHEST_RATE = 10_000_000;

    private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m|h)?");
    private static final Duration LONGEST = Duration.ofDays(7);

    /**
     * A time as people write it: {@code 500ms}, {@code 10s}, {@code 5m}, {@code 1h}; a number alone is in seconds.
     *
     * @throws IllegalArgumentException if it is not of that form, or longer than a week, with the text for whoever typed it
     */
    public static Duration time(String option, String text) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    option + " is a time such as 10s, 5m or 500ms, not \"" + Printable.of(text) + "\"");
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
            throw new IllegalArgumentException(option + " is " + text + ", longer than a week");
        }
        return time;
    }

    /**
     * The same, but a time that is none is refused as well.
     *
     * @throws IllegalArgumentException with the text for whoever typed it
     */
    public static Duration someTime(String option, String text) {
        Duration time = time(option, text);
        if (time.isZero()) {
            throw new IllegalArgumentException(option + " is " + text + ": give some time, such as 10s");
        }
        return time;
    }

    /**
     * A number as people write it.
     *
     * @throws IllegalArgumentException if it is none or out of range, with the text for whoever typed it
     */
    public static long number(String option, String text, long least, long most) {
        if (text.matches("[0-9]{1,18}")) {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new IllegalArgumentException(
                option + " is a number from " + least + " to " + most + ", not \"" + Printable.of(text) + "\"");
    }

    /**
     * A share of a hundred, as people write it.
     *
     * @throws IllegalArgumentException if it is none, with the text for whoever typed it
     */
    public static double percent(String option, String text) {
        String number =
                text.endsWith("%") ? text.substring(0, text.length() - 1).strip() : text;
        if (number.matches("[0-9]{1,3}(\\.[0-9]{1,9})?") && Double.parseDouble(number) <= 100) {
            return Double.parseDouble(number);
        }
        throw new IllegalArgumentException(
                option + " is a percentage from 0 to 100, such as 0.5, not \"" + Printable.of(text) + "\"");
    }
}
