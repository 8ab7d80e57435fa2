package io.hookline.shell.command;

/**
 * Says that a command failed, and how to mend it. The shell prints the message alone: state the cause first, then the
 * remedy. The shell escapes characters that would control the terminal, except line ends.
 */
public final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** With the cause and the remedy. */
    public CommandException(String message) {
        this(message, Kind.FAILURE);
    }

    private CommandException(String message, Kind kind) {
        super(message);
        this.kind = kind;
    }

    /** The answer to an interrupt, such as Ctrl-C. */
    public static CommandException interrupted(String message) {
        return new CommandException(message, Kind.INTERRUPTION);
    }

    /** The answer to a call that needs another role. */
    public static CommandException forbidden(String message) {
        return new CommandException(message, Kind.PROHIBITION);
    }

    /** The answer to a change that was decided on a state which is no longer the current one. */
    public static CommandException conflict(String message) {
        return new CommandException(message, Kind.CONFLICT);
    }

    /** The same with another message. */
    public CommandException withMessage(String message) {
        return new CommandException(message, kind);
    }

    /** Whether it is the answer to an interrupt. */
    public boolean isInterruption() {
        return kind == Kind.INTERRUPTION;
    }

    /** Whether the caller's role does not suffice. */
    public boolean isProhibition() {
        return kind == Kind.PROHIBITION;
    }

    /** Whether the change was decided on a state which is no longer the current one. */
    public boolean isConflict() {
        return kind == Kind.CONFLICT;
    }

    /** The message alone: the shell prints a failed command's exception as a string. */
    @Override
    @SuppressWarnings("OverrideThrowableToString")
    public String toString() {
        return String.valueOf(getMessage());
    }

    private enum Kind {
        FAILURE,
        INTERRUPTION,
        PROHIBITION,
        CONFLICT
    }
}
