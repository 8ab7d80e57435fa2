package io.hookline.shell.internal;

/** A command's complaint to the person at the shell: its text is all there is to print. */
final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message);
    }

    /** The message alone: the shell prints a failed command's exception as a string. */
    @Override
    @SuppressWarnings("OverrideThrowableToString")
    public String toString() {
        return String.valueOf(getMessage());
    }
}
