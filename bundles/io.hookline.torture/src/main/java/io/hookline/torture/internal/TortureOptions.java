package io.hookline.torture.internal;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a run is to be.
 *
 * @param time how long it goes on
 * @param callers how many threads call
 * @param seed from which the order of the operations follows
 * @param json whether the ledger is printed as JSON, and nothing else
 */
record TortureOptions(Duration time, int callers, long seed, boolean json) {

    private static final Pattern TIME = Pattern.compile("([0-9]{1,9})([smh]?)");
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final int MOST_CALLERS = 256;
    private static final int SEEDS = 1_000_000;

    /**
     * Reads what was typed; what is empty or not there is as by default.
     *
     * @param typed values by name: {@code for}, {@code callers}, {@code seed}, {@code json}
     * @throws IllegalArgumentException if one of them cannot be, with the text for whoever typed it
     */
    static TortureOptions of(Map<String, String> typed) {
        String seed = typed.getOrDefault("seed", "");
        return new TortureOptions(
                time(typed.getOrDefault("for", "")),
                callers(typed.getOrDefault("callers", "")),
                seed.isEmpty() ? ThreadLocalRandom.current().nextLong(SEEDS) : number("--seed", seed),
                Boolean.parseBoolean(typed.getOrDefault("json", "")));
    }

    private static Duration time(String text) {
        if (text.isEmpty()) {
            return Duration.ofMinutes(1);
        }
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("--for is a time such as 60s, 5m or 1h, not \"" + text + "\"");
        }
        long number = Long.parseLong(matcher.group(1));
        Duration time =
                switch (matcher.group(2)) {
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofSeconds(number);
                };
        if (time.isZero() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("--for is " + text + ", not between 1s and 168h");
        }
        return time;
    }

    private static int callers(String text) {
        long callers = text.isEmpty() ? 4 : number("--callers", text);
        if (callers < 1 || callers > MOST_CALLERS) {
            throw new IllegalArgumentException("--callers is " + text + ", not between 1 and " + MOST_CALLERS);
        }
        return (int) callers;
    }

    private static long number(String option, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " is a number, not \"" + text + "\"", e);
        }
    }
}
