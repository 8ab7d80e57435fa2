package io.hookline.shell.command;

/**
 * An option of a command.
 *
 * @param name its name with two hyphens: {@code --ready}
 * @param value the name of its value in the usage, in capitals: {@code SECONDS}; empty if it takes none
 * @param description its effect, in words
 * @param completion the values that Tab offers
 */
public record CommandOption(String name, String value, String description, Completion completion) {

    /** Checks the name. */
    public CommandOption {
        if (!name.startsWith("--") || name.length() < 3) {
            throw new IllegalArgumentException("an option's name begins with two hyphens, unlike \"" + name + "\"");
        }
    }

    /** An option without a value. */
    public static CommandOption flag(String name, String description) {
        return new CommandOption(name, "", description, Completion.NONE);
    }

    /** An option with a value. */
    public static CommandOption value(String name, String value, String description) {
        return new CommandOption(name, value, description, Completion.NONE);
    }

    /** Sets the values that Tab offers. */
    public CommandOption withCompletion(Completion values) {
        return new CommandOption(name, value, description, values);
    }

    /** Whether it takes a value. */
    public boolean hasValue() {
        return !value.isEmpty();
    }

    /** The option with the name of its value: {@code --ready SECONDS}. */
    public String usage() {
        return hasValue() ? name + " " + value : name;
    }
}
