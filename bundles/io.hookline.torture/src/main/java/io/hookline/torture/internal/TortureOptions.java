package io.hookline.torture.internal;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options of a run.
 *
 * @param time its duration
 * @param callers the number of calling threads
 * @param seed determines the order of the operations
 * @param json whether only the ledger is printed, as JSON
 */
record TortureOptions(Duration time, int callers, long seed, boolean json) {

    private static final Pattern TIME = Pattern.compile("([0-9]{1,9})([smh]?)");
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final int MOST_CALLERS = 256;
    private static final int SEEDS = 1_000_000;

    /**
     * Parses typed options. An empty or missing option has its default value.
     *
     * @param typed values by name: {@code for}, {@code callers}, {@code seed}, {@code json}
     * @throws IllegalArgumentException if one is invalid; the message is for the user
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
            throw new IllegalArgumentException("--for must be a time such as 60s, 5m or 1h, not \"" + text + "\"");
        }
        long number = Long.parseLong(matcher.group(1));
        Duration time =
                switch (matcher.group(2)) {
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofSeconds(number);
                };
        if (time.isZero() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("--for must be between 1s and 168h, not " + text);
        }
        return time;
    }

    private static int callers(String text) {
        long callers = text.isEmpty() ? 4 : number("--callers", text);
        if (callers < 1 || callers > MOST_CALLERS) {
            throw new IllegalArgumentException("--callers must be between 1 and " + MOST_CALLERS + ", not " + text);
        }
        return (int) callers;
    }

    private static long number(String option, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " must be a number, not \"" + text + "\"", e);
        }
    }
}
