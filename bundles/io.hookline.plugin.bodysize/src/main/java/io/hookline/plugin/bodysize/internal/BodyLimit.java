package io.hookline.plugin.bodysize.internal;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A limit for the requests below a path, of one method or all.
 *
 * @param method null for all
 * @param path the segments of the prefix
 */
record BodyLimit(@Nullable String method, List<String> path, long bytes) {

    /** The form of a limit in the configuration. */
    static final String FORM = "([A-Z]{1,20} )?/[!-~]* [0-9]{1,18}( ?(KiB|MiB|GiB))?";

    private static final Pattern PARTS =
            Pattern.compile("(?:([A-Z]{1,20}) )?(/[!-~]*) ([0-9]{1,18})(?: ?(KiB|MiB|GiB))?");

    /**
     * Reads {@code POST /upload 100 MiB}.
     *
     * @throws IllegalArgumentException if it is malformed or too large; the message shows it
     */
    static BodyLimit parse(String text) {
        Matcher parts = PARTS.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("'limits' contains '" + text
                    + "': write METHOD /path NUMBER, without METHOD for all, and KiB, MiB or GiB after the number");
        }
        int shift = parts.group(4) == null
                ? 0
                : switch (parts.group(4)) {
                    case "KiB" -> 10;
                    case "MiB" -> 20;
                    default -> 30;
                };
        long number = Long.parseLong(parts.group(3));
        if (number > Long.MAX_VALUE >> shift) {
            throw new IllegalArgumentException("'limits' contains '" + text + "', which is too large");
        }
        return new BodyLimit(parts.group(1), RequestSegments.of(parts.group(2)), number << shift);
    }

    boolean covers(String requestMethod, List<String> requestPath) {
        return (method == null || method.equals(requestMethod))
                && path.size() <= requestPath.size()
                && path.equals(requestPath.subList(0, path.size()));
    }
}
