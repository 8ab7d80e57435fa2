package io.hookline.audit.internal.route;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Patterns in which {@code *} is any text, such as {@code /records/*}. Immutable. */
final class Glob {

    private final Pattern pattern;

    /** Matches what one of the patterns matches; everything if there is none. */
    Glob(List<String> globs) {
        pattern = Pattern.compile(
                globs.isEmpty()
                        ? ".*"
                        : globs.stream()
                                .map(glob -> Pattern.quote(glob).replace("*", "\\E.*\\Q"))
                                .collect(Collectors.joining("|")),
                Pattern.DOTALL);
    }

    boolean matches(String text) {
        return pattern.matcher(text).matches();
    }
}
