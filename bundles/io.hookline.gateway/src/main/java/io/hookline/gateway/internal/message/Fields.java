package io.hookline.gateway.internal.message;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of a message in their order. Names keep their case and are compared without it.
 *
 * <p>A message has few fields, so they are searched, not hashed. Not safe for use by several threads.
 */
public final class Fields {

    private final List<String> lines;

    /** No fields. */
    public Fields() {
        lines = new ArrayList<>(24);
    }

    private Fields(List<String> lines) {
        this.lines = lines;
    }

    /** An independent copy. */
    public Fields copy() {
        return new Fields(new ArrayList<>(lines));
    }

    /** How many field lines there are. */
    public int size() {
        return lines.size() / 2;
    }

    /** The name of the line at an index. */
    public String name(int index) {
        return lines.get(2 * index);
    }

    /** The value of the line at an index. */
    public String value(int index) {
        return lines.get(2 * index + 1);
    }

    /** The first value, or null. */
    public @Nullable String first(String name) {
        for (int i = 0; i < lines.size(); i += 2) {
            if (same(lines.get(i), name)) {
                return lines.get(i + 1);
            }
        }
        return null;
    }

    /** All values in order. An immutable copy. */
    public List<String> all(String name) {
        String first = null;
        List<String> several = null;
        for (int i = 0; i < lines.size(); i += 2) {
            if (same(lines.get(i), name)) {
                String value = lines.get(i + 1);
                if (first == null) {
                    first = value;
                } else {
                    if (several == null) {
                        several = new ArrayList<>(List.of(first));
                    }
                    several.add(value);
                }
            }
        }
        if (several != null) {
            return List.copyOf(several);
        }
        return first == null ? List.of() : List.of(first);
    }

    /** How many lines have this name. */
    public int count(String name) {
        int count = 0;
        for (int i = 0; i < lines.size(); i += 2) {
            if (same(lines.get(i), name)) {
                count++;
            }
        }
        return count;
    }

    /** Whether a line has this name. */
    public boolean has(String name) {
        return first(name) != null;
    }

    /** Adds a line at the end. */
    public void add(String name, String value) {
        lines.add(name);
        lines.add(value);
    }

    /** Replaces all lines of this name by one, at the place of the first. */
    public void set(String name, String value) {
        for (int i = 0; i < lines.size(); i += 2) {
            if (same(lines.get(i), name)) {
                lines.set(i, name);
                lines.set(i + 1, value);
                removeFrom(i + 2, name);
                return;
            }
        }
        add(name, value);
    }

    /** Removes all lines of this name. */
    public void remove(String name) {
        removeFrom(0, name);
    }

    /** Removes all lines whose name, as it was sent, matches. */
    public void removeIf(Predicate<String> names) {
        int kept = 0;
        for (int i = 0; i < lines.size(); i += 2) {
            if (!names.test(lines.get(i))) {
                keep(i, kept);
                kept += 2;
            }
        }
        truncate(kept);
    }

    @Override
    public String toString() {
        // Values can be secrets.
        return "Fields[" + size() + "]";
    }

    private void removeFrom(int start, String name) {
        int kept = start;
        for (int i = start; i < lines.size(); i += 2) {
            if (!same(lines.get(i), name)) {
                keep(i, kept);
                kept += 2;
            }
        }
        truncate(kept);
    }

    private void keep(int from, int to) {
        if (from != to) {
            lines.set(to, lines.get(from));
            lines.set(to + 1, lines.get(from + 1));
        }
    }

    private void truncate(int length) {
        for (int i = lines.size() - 1; i >= length; i--) {
            lines.remove(i);
        }
    }

    /** Names of the same length mostly differ in their first or last letter, and asking that costs little. */
    private static boolean same(String one, String other) {
        int last = one.length() - 1;
        return other.length() - 1 == last
                && (last < 0
                        || (mayBeSame(one.charAt(last), other.charAt(last))
                                && mayBeSame(one.charAt(0), other.charAt(0))
                                && one.equalsIgnoreCase(other)));
    }

    /** Whether two ASCII characters can be the same letter; never false if they are. Other characters: always. */
    private static boolean mayBeSame(char one, char other) {
        return ((one ^ other) & ~0x20) == 0 || (one | other) > 127;
    }
}
