package io.hookline.shell.session;

import io.hookline.shell.command.CommandDescription;
import java.util.List;

/**
 * A command that can be run. If it cannot be described, the summary and all that follows the permission are empty.
 *
 * @param name its name as it is typed; with its scope unless that is {@value
 *     io.hookline.shell.command.Command#DEFAULT_SCOPE}
 * @param summary what it does, in one sentence
 * @param bundle symbolic name of the bundle that brings it
 * @param version version of that bundle
 * @param builtIn whether it belongs to Hookline itself
 * @param permission the least role that may run it, in lower case; some of its calls may need a greater one
 * @param usage the command line: {@code stop [OPTION…] PLUGIN…}
 * @param details paragraphs of help
 * @param arguments its positional arguments, in order
 * @param options its options, with those that every command has
 * @param forms the forms in which it is typed, where the arguments do not say it all
 * @param examples complete command lines
 */
public record CommandInfo(
        String name,
        String summary,
        String bundle,
        String version,
        boolean builtIn,
        String permission,
        String usage,
        List<String> details,
        List<Argument> arguments,
        List<Option> options,
        List<CommandDescription.Form> forms,
        List<String> examples) {

    /** Copies the lists. */
    public CommandInfo {
        details = List.copyOf(details);
        arguments = List.copyOf(arguments);
        options = List.copyOf(options);
        forms = List.copyOf(forms);
        examples = List.copyOf(examples);
    }

    /**
     * Whether a word of a line is the reason of the change, which is free text and no file. In doubt it is not: what
     * stands behind an option that may take {@code --reason} as its value, or behind {@code --}.
     *
     * @param words the words behind the command's name
     */
    public boolean isReason(List<String> words, int at) {
        if (words.subList(0, at).contains("--")) {
            return false;
        }
        if (words.get(at).startsWith(CommandDescription.REASON + "=")) {
            return true;
        }
        if (at == 0 || !words.get(at - 1).equals(CommandDescription.REASON)) {
            return false;
        }
        return at == 1 || !words.get(at - 2).startsWith("-") || isFlag(words.get(at - 2));
    }

    private boolean isFlag(String word) {
        return options.stream()
                .anyMatch(option -> option.name().equals(word) && option.value().isEmpty());
    }

    /**
     * A positional argument.
     *
     * @param name its name in the usage, in capitals
     * @param required whether it has to be given
     * @param repeated whether it may be given several times
     * @param files whether it may name a file
     */
    public record Argument(String name, boolean required, boolean repeated, boolean files) {}

    /**
     * An option.
     *
     * @param name its name with two hyphens
     * @param value the name of its value; empty if it takes none
     * @param description its effect
     */
    public record Option(String name, String value, String description) {}
}
