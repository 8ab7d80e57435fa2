package io.hookline.shell.internal;

import io.hookline.common.text.Printable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What was typed after a command's name, as its {@link Syntax} reads it.
 *
 * @param options by name, each with the values that it was given with, in order; an empty one if it takes none
 * @param operands the other words
 */
record Arguments(Map<String, List<String>> options, List<String> operands) {

    static final String JSON = "--json";

    boolean has(String option) {
        return options.containsKey(option);
    }

    boolean json() {
        return has(JSON);
    }

    /** The value of an option, the last if there are several; empty if it was not given. */
    String value(String option) {
        List<String> all = all(option);
        return all.isEmpty() ? "" : all.get(all.size() - 1);
    }

    /** The values of an option that was given any number of times, in order. */
    List<String> all(String option) {
        return options.getOrDefault(option, List.of());
    }

    /** The values of an option, between which there are commas; none if it was not given. */
    List<String> values(String option) {
        return has(option)
                ? Arrays.stream(value(option).split(",", -1)).map(String::strip).toList()
                : List.of();
    }

    /**
     * The value of an option as a number.
     *
     * @throws CommandException if it is none, or less than the least
     */
    long number(String option, long least, long absent) {
        return has(option) ? number(option, value(option), least) : absent;
    }

    /** A text as a number. */
    static long number(String what, String text, long least) {
        try {
            long number = Long.parseLong(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, as is one that is too small.
        }
        throw new CommandException(what + " is a number, " + least + " or more, not \"" + Printable.of(text) + "\"");
    }
}
