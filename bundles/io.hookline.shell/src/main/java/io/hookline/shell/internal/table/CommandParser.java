package io.hookline.shell.internal.table;

import io.hookline.common.text.NearestNames;
import io.hookline.common.text.Printable;
import io.hookline.shell.command.Arguments;
import io.hookline.shell.command.CommandArgument;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.command.CommandOption;
import io.hookline.shell.command.Completion;
import io.hookline.shell.command.OutputFormat;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Parses the words behind a command's name by its description. Options stand anywhere, {@code --ready=5} is the same as
 * {@code --ready 5}, {@code -o}, {@code -f} and {@code -h} are short for {@code --output}, {@code --follow} and {@code
 * --help}, and {@code --} ends them. Gogo's own parser is not used: it ignores a misspelt option, and answers
 * an option without its value with the types of a method.
 */
public final class CommandParser {

    private static final CommandOption OUTPUT = CommandOption.value(
                    CommandDescription.OUTPUT,
                    "FORMAT",
                    "Prints the result as table, json or yaml; -o FORMAT for short.")
            .withCompletion(Completion.of("table", "json", "yaml"));
    private static final CommandOption JSON =
            CommandOption.flag(CommandDescription.JSON, "Prints JSON: the same as -o json.");
    private static final CommandOption HELP = CommandOption.flag(CommandDescription.HELP, "Prints this help.");

    private static final Map<String, String> SHORT =
            Map.of("-o", CommandDescription.OUTPUT, "-h", CommandDescription.HELP, "-f", "--follow");

    private final CommandId id;
    private final CommandDescription description;
    private final List<CommandOption> options;

    public CommandParser(CommandId id, CommandDescription description) {
        this.id = id;
        this.description = description;
        this.options = optionsOf(description);
    }

    /** The options of a command, and those that every command has. */
    public static List<CommandOption> optionsOf(CommandDescription description) {
        List<CommandOption> all = new ArrayList<>(description.options());
        all.add(OUTPUT);
        all.add(JSON);
        all.add(HELP);
        return all;
    }

    /** Whether the words ask for the command's help. */
    public static boolean asksForHelp(List<String> words) {
        int end = words.indexOf("--");
        return (end < 0 ? words : words.subList(0, end))
                .stream().map(CommandParser::whole).anyMatch(CommandDescription.HELP::equals);
    }

    /** The option that a word is short for; any other word as it is. */
    static String whole(String word) {
        return SHORT.getOrDefault(word, word);
    }

    /**
     * How words ask for the help to be printed.
     *
     * @throws CommandException if they name no format
     */
    OutputFormat formatOfHelp(List<String> words) {
        Map<String, List<String>> given = new LinkedHashMap<>();
        for (Iterator<String> word = words.iterator(); word.hasNext(); ) {
            String next = whole(word.next());
            if (next.equals(CommandDescription.JSON) || next.split("=", 2)[0].equals(CommandDescription.OUTPUT)) {
                take(next, word, given);
            }
        }
        return checkFormat(new Arguments(id.toString(), usage(), given, List.of()))
                .format();
    }

    /**
     * The parsed words.
     *
     * @throws CommandException if an option is unknown or lacks its value, or there are too few or too many arguments
     */
    public Arguments parse(List<String> words) {
        Map<String, List<String>> given = new LinkedHashMap<>();
        List<String> positional = new ArrayList<>();
        boolean ended = false;
        for (Iterator<String> word = words.iterator(); word.hasNext(); ) {
            String next = ended ? word.next() : whole(word.next());
            if (ended || !isOption(next)) {
                positional.add(next);
            } else if (next.equals("--")) {
                ended = true;
            } else {
                take(next, word, given);
            }
        }
        checkCount(positional);
        return checkFormat(new Arguments(id.toString(), usage(), given, positional));
    }

    private static Arguments checkFormat(Arguments arguments) {
        String typed = arguments.value(CommandDescription.OUTPUT, "table");
        OutputFormat format = OutputFormat.of(typed)
                .orElseThrow(() -> arguments.complaint("takes " + CommandDescription.OUTPUT
                        + " table, json or yaml, not \"" + Printable.of(typed) + "\""));
        if (arguments.has(CommandDescription.JSON)
                && arguments.has(CommandDescription.OUTPUT)
                && format != OutputFormat.JSON) {
            throw arguments.complaint(
                    "takes " + CommandDescription.OUTPUT + " or " + CommandDescription.JSON + ", not both");
        }
        return arguments;
    }

    /** A negative number is an argument. */
    private static boolean isOption(String word) {
        return word.startsWith("--")
                || (word.length() > 1 && word.charAt(0) == '-' && Character.isLetter(word.charAt(1)));
    }

    private void take(String word, Iterator<String> more, Map<String, List<String>> given) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        Optional<CommandOption> known =
                options.stream().filter(one -> one.name().equals(name)).findFirst();
        CommandOption option = known.orElseThrow(() -> unknown(name));
        if (!option.hasValue()) {
            if (equals >= 0) {
                throw complaint("takes " + name + " without a value");
            }
            give(name, "", given);
            return;
        }
        String value = equals >= 0 ? word.substring(equals + 1) : more.hasNext() ? more.next() : "";
        if (value.isBlank() || (equals < 0 && value.startsWith("--"))) {
            throw complaint("takes " + name + " with a value: " + option.usage());
        }
        give(name, value, given);
    }

    private CommandException unknown(String name) {
        NearestNames names =
                new NearestNames(options.stream().map(CommandOption::name).toList());
        return new CommandException(
                id + " has no option " + Printable.of(name) + "." + names.hint(name) + " " + usage());
    }

    private static void give(String name, String value, Map<String, List<String>> given) {
        given.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
    }

    private void checkCount(List<String> positional) {
        List<CommandArgument> arguments = description.arguments();
        long least = arguments.stream().filter(CommandArgument::required).count();
        if (positional.size() < least) {
            throw complaint("needs " + arguments.get(positional.size()).name());
        }
        boolean anyNumber =
                !arguments.isEmpty() && arguments.get(arguments.size() - 1).repeated();
        if (!anyNumber && positional.size() > arguments.size()) {
            String takes = arguments.isEmpty() ? "no argument" : "only " + description.argumentUsage();
            throw complaint("takes " + takes + ", so not \"" + Printable.of(positional.get(arguments.size())) + "\"");
        }
    }

    private CommandException complaint(String what) {
        return new CommandException(id + " " + what + ". " + usage());
    }

    private String usage() {
        String arguments = description.argumentUsage();
        return "Usage: " + id + " [OPTION…]" + (arguments.isEmpty() ? "" : " " + arguments) + "; more: " + id + " "
                + CommandDescription.HELP;
    }
}
