package io.hookline.shell.internal;

import io.hookline.common.text.Printable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a command takes: its options, and how many other words. Read here rather than by Gogo, which passes over an option
 * that is written wrong, and answers one without its value with the types of a method.
 *
 * @param command its name
 * @param operands the words that are no options, as help shows them; empty if there are none
 * @param least how many of them there are at least
 * @param most how many of them there are at most
 * @param options each as help shows it: {@code --force}, or {@code --ready SECONDS} if it has a value
 */
record Syntax(String command, String operands, int least, int most, List<String> options) {

    /** For commands that take any number of words. */
    static final int MANY = Integer.MAX_VALUE;

    static Syntax of(String command, String operands, int least, int most, String... options) {
        return new Syntax(command, operands, least, most, List.of(options));
    }

    /** What was typed, options in any place; {@code --} ends them. */
    Arguments read(String... words) {
        Map<String, List<String>> given = new LinkedHashMap<>();
        List<String> others = new ArrayList<>();
        boolean ended = false;
        for (Iterator<String> word = List.of(words).iterator(); word.hasNext(); ) {
            String next = word.next();
            if (ended || !isOption(next)) {
                others.add(next);
            } else if (next.equals("--")) {
                ended = true;
            } else {
                take(next, word, given);
            }
        }
        if (others.size() < least) {
            throw complaint("needs " + operands);
        }
        if (others.size() > most) {
            String surplus = Printable.of(others.get(most));
            throw complaint(
                    "takes " + (most == 0 ? "no argument" : "only " + operands) + ", so not \"" + surplus + "\"");
        }
        return new Arguments(given, others);
    }

    /** A number below zero is none. */
    private static boolean isOption(String word) {
        return word.startsWith("--")
                || (word.length() > 1 && word.charAt(0) == '-' && Character.isLetter(word.charAt(1)));
    }

    private void take(String word, Iterator<String> more, Map<String, List<String>> given) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        String option = options.stream()
                .filter(one -> name(one).equals(name))
                .findFirst()
                .orElseThrow(() -> complaint("has no option " + Printable.of(name) + ": it has "
                        + options.stream().map(Syntax::name).collect(Collectors.joining(", "))));
        if (name.equals(option)) {
            if (equals >= 0) {
                throw complaint("takes " + name + " without a value");
            }
            give(name, "", given);
            return;
        }
        String value = equals >= 0 ? word.substring(equals + 1) : more.hasNext() ? more.next() : "";
        if (value.isBlank() || (equals < 0 && value.startsWith("--"))) {
            throw complaint("takes " + name + " with a value: " + option);
        }
        give(name, value, given);
    }

    private static void give(String name, String value, Map<String, List<String>> given) {
        given.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
    }

    private static String name(String option) {
        int blank = option.indexOf(' ');
        return blank < 0 ? option : option.substring(0, blank);
    }

    /** A complaint about what was typed, with how it is typed right. */
    CommandException complaint(String what) {
        return new CommandException("hook:" + command + " " + what + ". Usage: hook:" + command + " [OPTION…]"
                + (operands.isEmpty() ? "" : " " + operands) + "; more: help hook:" + command);
    }
}
