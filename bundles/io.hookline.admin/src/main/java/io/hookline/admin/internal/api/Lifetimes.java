package io.hookline.admin.internal.api;

import io.hookline.common.text.Printable;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a token is valid, as it is typed: {@code 45m}, {@code 12h}, {@code 30d} or {@code never}. */
public final class Lifetimes {

    private static final String NEVER = "never";
    private static final String DEFAULT = "30d";
    private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,4})([mhd])");

    private Lifetimes() {}

    /**
     * A lifetime; null for one without end.
     *
     * @param text null or empty for {@value #DEFAULT}
     * @throws IllegalArgumentException if it is none
     */
    public static @Nullable Duration parse(@Nullable String text) {
        String given = text == null || text.isEmpty() ? DEFAULT : text;
        if (given.equals(NEVER)) {
            return null;
        }
        Matcher matcher = TIME.matcher(given);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("A token expires after a time such as 45m, 12h or 30d, or never, not \""
                    + Printable.excerpt(given) + "\"");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
