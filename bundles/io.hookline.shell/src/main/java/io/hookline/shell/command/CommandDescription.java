package io.hookline.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The arguments, options and help of a command. The shell parses what the user types by it, prints it for {@code
 * --help}, and completes by it. The options {@code --output}, {@code --json} and {@code --help} belong to every command
 * and are not stated. Immutable; each {@code with…} method returns a changed copy.
 *
 * @param summary what the command does, in one sentence
 * @param details paragraphs of help
 * @param arguments its positional arguments, in order
 * @param options its options
 * @param forms the forms in which it is typed, where the arguments do not say it all
 * @param examples complete command lines
 * @param permission the least role that may run it; for a command of which only some calls change something, see {@link
 *     Command#permission}
 */
public record CommandDescription(
        String summary,
        List<String> details,
        List<CommandArgument> arguments,
        List<CommandOption> options,
        List<Form> forms,
        List<String> examples,
        Role permission) {

    /** Says how the result is printed: one of {@link OutputFormat}. */
    public static final String OUTPUT = "--output";

    /** Prints JSON, as {@code --output json} does. */
    public static final String JSON = "--json";

    /** Says why a change is made: an option of the commands that state it by {@link #withReason}. */
    public static final String REASON = "--reason";

    /** Prints the help. */
    public static final String HELP = "--help";

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if arguments follow each other that cannot be distinguished
     */
    public CommandDescription {
        details = List.copyOf(details);
        arguments = List.copyOf(arguments);
        options = List.copyOf(options);
        forms = List.copyOf(forms);
        examples = List.copyOf(examples);
        for (int i = 1; i < arguments.size(); i++) {
            if (arguments.get(i - 1).repeated()
                    || (arguments.get(i).required() && !arguments.get(i - 1).required())) {
                throw new IllegalArgumentException(
                        "the argument " + arguments.get(i).name() + " cannot follow "
                                + arguments.get(i - 1).usage());
            }
        }
    }

    /** A command without arguments and options, which only the owner of the process may run until it says otherwise. */
    public static CommandDescription of(String summary) {
        return new CommandDescription(summary, List.of(), List.of(), List.of(), List.of(), List.of(), Role.OWNER);
    }

    /** Adds a paragraph of help. */
    public CommandDescription withDetails(String paragraph) {
        return new CommandDescription(
                summary, added(details, paragraph), arguments, options, forms, examples, permission);
    }

    /** Adds a positional argument. */
    public CommandDescription withArgument(CommandArgument argument) {
        return new CommandDescription(
                summary, details, added(arguments, argument), options, forms, examples, permission);
    }

    /** Adds options. */
    public CommandDescription withOptions(CommandOption... more) {
        return new CommandDescription(summary, details, arguments, added(options, more), forms, examples, permission);
    }

    /** Adds the option {@value #REASON}, of which {@link CommandContext#reason} is the value. */
    public CommandDescription withReason() {
        return withOptions(CommandOption.value(REASON, "TEXT", "Says why, for the history and the audit record."));
    }

    /**
     * Adds a form in which it is typed.
     *
     * @param arguments what follows the command's name
     * @param effect what it does in this form
     */
    public CommandDescription withForm(String arguments, String effect) {
        return new CommandDescription(
                summary,
                details,
                this.arguments,
                options,
                added(forms, new Form(arguments, effect)),
                examples,
                permission);
    }

    /** Adds an example: a complete command line. */
    public CommandDescription withExample(String line) {
        return new CommandDescription(summary, details, arguments, options, forms, added(examples, line), permission);
    }

    /** Sets the least role that may run it. */
    public CommandDescription withPermission(Role least) {
        return new CommandDescription(summary, details, arguments, options, forms, examples, least);
    }

    /** The arguments as a usage line shows them: {@code PLUGIN… [VERSION]}. */
    public String argumentUsage() {
        return arguments.stream().map(CommandArgument::usage).collect(Collectors.joining(" "));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static <T> List<T> added(List<T> before, T... more) {
        List<T> all = new ArrayList<>(before);
        all.addAll(List.of(more));
        return all;
    }

    /**
     * A form in which a command is typed.
     *
     * @param arguments what follows the command's name; may be empty
     * @param effect what it does in this form
     */
    public record Form(String arguments, String effect) {}
}
