package io.hookline.shell.command;

/**
 * A positional argument of a command.
 *
 * @param name its name in the usage, in capitals: {@code FILE}
 * @param required whether it has to be given
 * @param repeated whether it may be given several times; only the last argument may
 * @param completion the values that Tab offers
 */
public record CommandArgument(String name, boolean required, boolean repeated, Completion completion) {

    /** An argument that has to be given once. */
    public static CommandArgument required(String name) {
        return new CommandArgument(name, true, false, Completion.NONE);
    }

    /** An argument that may be given once. */
    public static CommandArgument optional(String name) {
        return new CommandArgument(name, false, false, Completion.NONE);
    }

    /** An argument that has to be given at least once. */
    public static CommandArgument some(String name) {
        return new CommandArgument(name, true, true, Completion.NONE);
    }

    /** An argument that may be given any number of times. */
    public static CommandArgument any(String name) {
        return new CommandArgument(name, false, true, Completion.NONE);
    }

    /** Sets the values that Tab offers. */
    public CommandArgument withCompletion(Completion values) {
        return new CommandArgument(name, required, repeated, values);
    }

    /** The argument in a usage line: {@code [FILE…]}. */
    String usage() {
        String text = repeated ? name + "…" : name;
        return required ? text : "[" + text + "]";
    }
}
