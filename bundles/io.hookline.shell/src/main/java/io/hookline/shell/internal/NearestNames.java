package io.hookline.shell.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The names there are, ready to say which of them a mistyped one may have meant. */
public final class NearestNames {

    private static final int MOST_LISTED = 12;

    private final List<String> names;

    /** For names. */
    public NearestNames(Collection<String> names) {
        this.names = names.stream().distinct().sorted().toList();
    }

    /** The name itself, or the only one that ends with it after a dot. */
    public Optional<String> resolve(String typed) {
        if (names.contains(typed)) {
            return Optional.of(typed);
        }
        List<String> ending = ending(typed);
        return ending.size() == 1 ? Optional.of(ending.get(0)) : Optional.empty();
    }

    /** Whether it is none of the names, and the last part of more than one. */
    public boolean isAmbiguous(String typed) {
        return !names.contains(typed) && ending(typed).size() > 1;
    }

    /** The shortest last part that is enough to tell a name from the others. */
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

    /** A sentence that helps on: the nearest name, then what there is. */
    public String hint(String typed) {
        if (isAmbiguous(typed)) {
            return " Say which: " + Printable.list(ending(typed)) + ".";
        }
        String nearest = nearest(typed)
                .map(n -> " Did you mean " + Printable.of(n) + "?")
                .orElse("");
        String shown = Printable.list(names.subList(0, Math.min(MOST_LISTED, names.size())));
        String more = names.size() > MOST_LISTED ? " and " + (names.size() - MOST_LISTED) + " more" : "";
        return nearest + " There is: " + shown + more + ".";
    }

    /** The name that takes the fewest edits, if that is few enough to be a slip, or the only one that contains it. */
    public Optional<String> nearest(String typed) {
        String low = typed.toLowerCase(Locale.ROOT);
        List<String> containing = names.stream()
                .filter(n -> !low.isEmpty() && n.toLowerCase(Locale.ROOT).contains(low))
                .toList();
        if (containing.size() == 1) {
            return Optional.of(containing.get(0));
        }
        return names.stream()
                .min(Comparator.comparingInt(n -> distance(low, n.toLowerCase(Locale.ROOT))))
                .filter(n -> distance(low, n.toLowerCase(Locale.ROOT)) <= Math.max(2, n.length() / 3));
    }

    /** How many letters must be put in, taken out or changed to make one of the other. */
    static int distance(String one, String other) {
        int[] previous = new int[other.length() + 1];
        int[] current = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
            }
            int[] swap = previous;
            previous = current;
            current = swap;
        }
        return previous[other.length()];
    }
}
