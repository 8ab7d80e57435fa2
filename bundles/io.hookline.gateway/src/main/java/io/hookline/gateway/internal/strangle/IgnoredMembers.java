package io.hookline.gateway.internal.strangle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Members of JSON that are not compared, by name or by path. Immutable. */
final class IgnoredMembers {

    private static final String ANY = "*";

    private final Set<String> names = new HashSet<>();
    private final List<List<String>> paths = new ArrayList<>();

    /** With names, which match anywhere, and paths such as {@code /items/*}{@code /id}. */
    IgnoredMembers(List<String> patterns) {
        for (String pattern : patterns) {
            if (pattern.startsWith("/")) {
                paths.add(List.of(pattern.substring(1).split("/", -1)));
            } else {
                names.add(pattern);
            }
        }
    }

    /** Whether a member is left out; the last part of its path is its name or index. */
    boolean has(List<String> path) {
        if (!path.isEmpty() && names.contains(path.get(path.size() - 1))) {
            return true;
        }
        return paths.stream().anyMatch(pattern -> matches(pattern, path));
    }

    private static boolean matches(List<String> pattern, List<String> path) {
        if (pattern.size() != path.size()) {
            return false;
        }
        for (int i = 0; i < path.size(); i++) {
            if (!pattern.get(i).equals(ANY) && !pattern.get(i).equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }
}
