package io.hookline.shell.command;

/**
 * Says that a command failed, and how to mend it. The shell prints the message alone: state the cause first, then the
 * remedy. The shell escapes characters that would control the terminal, except line ends.
 */
public final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean interruption;

    /** With the cause and the remedy. */
    public CommandException(String message) {
        this(message, false);
    }

    private CommandException(String message, boolean interruption) {
        super(message);
        this.interruption = interruption;
    }

    /** The answer to an interrupt, such as Ctrl-C. */
    public static CommandException interrupted(String message) {
        return new CommandException(message, true);
    }

    /** Whether it is the answer to an interrupt. */
    public boolean isInterruption() {
        return interruption;
    }

    /** The message alone: the shell prints a failed command's exception as a string. */
    @Override
    @SuppressWarnings("OverrideThrowableToString")
    public String toString() {
        return String.valueOf(getMessage());
    }
}
