package io.hookline.common.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A set of known names that resolves abbreviations and suggests a name for a mistyped one. */
public final class NearestNames {

    private static final int MOST_LISTED = 12;
    private static final Pattern SEPARATOR = Pattern.compile("[~@-]");

    private final List<String> names;

    /** With these names. */
    public NearestNames(Collection<String> names) {
        this.names = names.stream().distinct().sorted().toList();
    }

    /**
     * The name itself, or the only one that ends with it after a dot, or else the only one that has it as a part
     * between dots, tildes, at signs or hyphens. Case does not count where nothing matches it exactly.
     */
    public Optional<String> resolve(String typed) {
        List<String> meant = meant(typed);
        return meant.size() == 1 ? Optional.of(meant.get(0)) : Optional.empty();
    }

    /** Whether it is none of the names, and may be short for more than one. */
    public boolean isAmbiguous(String typed) {
        return meant(typed).size() > 1;
    }

    /** The names that the typed one may be short for: those that match it best. */
    private List<String> meant(String typed) {
        if (names.contains(typed)) {
            return List.of(typed);
        }
        List<String> ending = ending(typed);
        if (ending.isEmpty()) {
            String lower = typed.toLowerCase(Locale.ROOT);
            ending = matching(name -> name.equals(lower) || name.endsWith("." + lower));
        }
        return ending.isEmpty() ? parts(typed) : ending;
    }

    private List<String> parts(String typed) {
        String lower = typed.toLowerCase(Locale.ROOT);
        return typed.isEmpty()
                ? List.of()
                : matching(name -> ("." + SEPARATOR.matcher(name).replaceAll(".") + ".").contains("." + lower + "."));
    }

    private List<String> matching(Predicate<String> lowerCase) {
        return names.stream()
                .filter(name -> lowerCase.test(name.toLowerCase(Locale.ROOT)))
                .toList();
    }

    /** The shortest ending of a name that {@link #resolve} maps back to it. */
    public String shortest(String name) {
        for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
            String part = name.substring(dot + 1);
            if (resolve(part).filter(name::equals).isPresent()) {
                return part;
            }
        }
        return name;
    }

    private List<String> ending(String typed) {
        return names.stream().filter(name -> name.endsWith("." + typed)).toList();
    }

    /** Sentences for an error message: the nearest name, then the known names. */
    public String hint(String typed) {
        if (isAmbiguous(typed)) {
            return " Say which: " + Printable.list(meant(typed)) + ".";
        }
        String nearest = nearest(typed)
                .map(n -> " Did you mean " + Printable.of(n) + "?")
                .orElse("");
        String shown = Printable.list(names.subList(0, Math.min(MOST_LISTED, names.size())));
        String more = names.size() > MOST_LISTED ? " and " + (names.size() - MOST_LISTED) + " more" : "";
        return nearest + " There is: " + shown + more + ".";
    }

    /** The only name that contains the typed one, otherwise the {@linkplain #closest closest} one. */
    public Optional<String> nearest(String typed) {
        String lower = typed.toLowerCase(Locale.ROOT);
        List<String> containing = names.stream()
                .filter(name ->
                        !lower.isEmpty() && name.toLowerCase(Locale.ROOT).contains(lower))
                .toList();
        return containing.size() == 1 ? Optional.of(containing.get(0)) : closest(typed, names);
    }

    /**
     * The name that the fewest {@linkplain #edits edits} lead to, if there are at most two, or at most one for three of
     * its characters, and never more than half of them: {@code man} is no {@code run}. Case does not count.
     */
    public static Optional<String> closest(String typed, Collection<String> names) {
        String lower = typed.toLowerCase(Locale.ROOT);
        return names.stream()
                .min(Comparator.<String>comparingInt(name -> edits(lower, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(name -> edits(lower, name.toLowerCase(Locale.ROOT)) <= most(name));
    }

    private static int most(String name) {
        return Math.min(Math.max(2, name.length() / 3), name.length() / 2);
    }

    /**
     * The edit distance: how many characters must be inserted, deleted, replaced, or swapped with their neighbour to
     * turn one text into the other (Damerau-Levenshtein, optimal string alignment).
     */
    public static int edits(String one, String other) {
        int[][] cost = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(one, other, i, j, cost);
            }
        }
        return cost[one.length()][other.length()];
    }

    private static int cheapest(String one, String other, int i, int j, int[][] cost) {
        int replaced = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        int least = Math.min(cost[i - 1][j - 1] + replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
