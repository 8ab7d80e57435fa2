package io.hookline.plugin.ratelimit.internal;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A pattern of paths: {@code *} stands for any characters but a slash, and {@code /**} at the end for the path in front
 * of it and all below. Case matters.
 */
final class PathPattern {

    private static final String BELOW = "/**";

    private final Pattern regex;

    private PathPattern(Pattern regex) {
        this.regex = regex;
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if {@code **} stands elsewhere than at the end
     */
    static PathPattern of(String text) {
        boolean below = text.endsWith(BELOW);
        String start = below ? text.substring(0, text.length() - BELOW.length()) : text;
        if (start.contains("**")) {
            throw new IllegalArgumentException("the path '" + text + "' has '**' elsewhere than in '/**' at its end");
        }
        String regex = Arrays.stream(start.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining("[^/]*"));
        return new PathPattern(Pattern.compile(below ? regex + "(/.*)?" : regex, Pattern.DOTALL));
    }

    boolean matches(String path) {
        return regex.matcher(path).matches();
    }
}
