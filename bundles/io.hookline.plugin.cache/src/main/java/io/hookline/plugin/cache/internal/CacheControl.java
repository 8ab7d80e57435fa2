package io.hookline.plugin.cache.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The directives of a message's {@code Cache-Control} fields: RFC 9111, section 5.2. Immutable. */
final class CacheControl {

    /** What {@link #seconds} gives if there is no such directive. */
    static final long ABSENT = -1;

    private static final Pattern DIRECTIVE =
            Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+)(?:\\s*=\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|[^,\\s]*))?");
    private static final int MAX_DIGITS = 9;
    private static final long LONGEST = 1L << 31;

    private final Map<String, String> directives;

    private CacheControl(Map<String, String> directives) {
        this.directives = directives;
    }

    /** Reads the fields. What cannot be read is skipped; of a directive given twice, the smaller value counts. */
    static CacheControl of(List<String> fields) {
        Map<String, String> found = new HashMap<>();
        for (String field : fields) {
            Matcher matcher = DIRECTIVE.matcher(field);
            while (matcher.find()) {
                String argument = matcher.group(2) == null ? "" : matcher.group(2);
                found.merge(matcher.group(1).toLowerCase(Locale.ROOT), argument, CacheControl::stricter);
            }
        }
        return new CacheControl(Map.copyOf(found));
    }

    /** Whether a directive is given, with or without an argument. */
    boolean has(String directive) {
        return directives.containsKey(directive);
    }

    /** The seconds that a directive gives; 0 if they are malformed, {@link #ABSENT} if it is not given. */
    long seconds(String directive) {
        String argument = directives.get(directive);
        return argument == null ? ABSENT : seconds(argument, 0);
    }

    private static String stricter(String one, String other) {
        return Long.toString(Math.min(seconds(one, 0), seconds(other, 0)));
    }

    private static long seconds(String argument, long malformed) {
        String digits = argument.startsWith("\"") && argument.endsWith("\"") && argument.length() > 1
                ? argument.substring(1, argument.length() - 1)
                : argument;
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return malformed;
        }
        return digits.length() > MAX_DIGITS ? LONGEST : Long.parseLong(digits);
    }
}
