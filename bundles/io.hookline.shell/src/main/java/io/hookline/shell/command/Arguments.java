package io.hookline.shell.command;

import io.hookline.common.text.Printable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The options and positional arguments of one call of a command, checked against its description. Immutable. */
public final class Arguments {

    private final String command;
    private final String usage;
    private final Map<String, List<String>> options;
    private final List<String> positional;

    /**
     * Arguments that are parsed.
     *
     * @param command scope and name of the command
     * @param usage its usage, for messages
     * @param options by name, each with its values in order; one empty value for an option without a value
     * @param positional the other words, in order
     */
    public Arguments(String command, String usage, Map<String, List<String>> options, List<String> positional) {
        this.command = command;
        this.usage = usage;
        this.options = Map.copyOf(options);
        this.positional = List.copyOf(positional);
    }

    /** Whether an option was given. */
    public boolean has(String option) {
        return options.containsKey(option);
    }

    /** The value of an option, the last if it was given several times; empty if it was not given. */
    public String value(String option) {
        List<String> all = all(option);
        return all.isEmpty() ? "" : all.get(all.size() - 1);
    }

    /** The value of an option, or another one if it was not given. */
    public String value(String option, String absent) {
        return has(option) ? value(option) : absent;
    }

    /** The values of an option that may be given several times, in order; empty if it was not given. */
    public List<String> all(String option) {
        return options.getOrDefault(option, List.of());
    }

    /** The parts of an option's value between commas; empty if it was not given. */
    public List<String> values(String option) {
        return has(option)
                ? Arrays.stream(value(option).split(",", -1)).map(String::strip).toList()
                : List.of();
    }

    /**
     * The value of an option as a number.
     *
     * @param least the smallest number that is valid
     * @param absent the number if the option was not given
     * @throws CommandException if the value is not a number, or too small
     */
    public long number(String option, long least, long absent) {
        return has(option) ? number(option, value(option), least) : absent;
    }

    /**
     * A text as a number.
     *
     * @param what the number's name, for the message
     * @param least the smallest number that is valid
     * @throws CommandException if the text is not a number, or too small
     */
    public static long number(String what, String text, long least) {
        try {
            long number = Long.parseLong(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The exception below covers this and a number that is too small.
        }
        throw new CommandException(what + " is a number, " + least + " or more, not \"" + Printable.of(text) + "\"");
    }

    /** How the result is to be printed. */
    public OutputFormat format() {
        if (has(CommandDescription.JSON)) {
            return OutputFormat.JSON;
        }
        return OutputFormat.of(value(CommandDescription.OUTPUT)).orElse(OutputFormat.TABLE);
    }

    /** The positional arguments, in order. */
    public List<String> positional() {
        return positional;
    }

    /** A positional argument by its place, from 0; empty if it was not given. */
    public String positional(int place) {
        return place < positional.size() ? positional.get(place) : "";
    }

    /** A complaint about what was typed, followed by the usage: {@code takes --weight or --steps, not both}. */
    public CommandException complaint(String what) {
        return new CommandException(command + " " + what + ". " + usage);
    }
}
