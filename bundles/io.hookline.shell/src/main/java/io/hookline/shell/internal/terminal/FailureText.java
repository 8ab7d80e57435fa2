package io.hookline.shell.internal.terminal;

import io.hookline.common.text.Printable;
import io.hookline.shell.command.CommandException;
import java.io.EOFException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** What the shell prints for a line that has failed: words, never a stack trace. {@code e} prints the last trace. */
final class FailureText {

    private static final String COERCE = "Cannot coerce ";

    /** For a shell that ends although the process goes on. */
    static final String SHELL_ENDS = "The shell ends with its bundle, and comes back when that starts again."
            + " Meanwhile: hookline COMMAND from another terminal; Ctrl-C ends the process.";

    private FailureText() {}

    /** The text for an exception. */
    static String of(Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof CommandException) {
            return cause.toString();
        }
        String message = cause.getMessage();
        if (message == null || message.isBlank()) {
            return cause.getClass().getSimpleName() + ", without a message. Its stack trace: e";
        }
        if (cause instanceof IllegalArgumentException && message.startsWith(COERCE) && message.indexOf('(') > 0) {
            String command = message.substring(COERCE.length(), message.indexOf('('));
            return Printable.of(command + " " + complaint(message) + ". Help: help " + command);
        }
        return Printable.lines(isForUsers(cause) ? message : cause.getClass().getSimpleName() + ": " + message);
    }

    /** What is wrong with the arguments, whose types Gogo names: {@code Cannot coerce stop(Token) to any of [...]}. */
    private static String complaint(String message) {
        int open = message.indexOf('(');
        int close = message.indexOf(')', open);
        String types = close < 0 ? "" : message.substring(open + 1, close).strip();
        if (types.isEmpty()) {
            return "needs arguments";
        }
        int number = types.split(",", -1).length;
        return "does not take the " + (number == 1 ? "argument that was given" : number + " arguments that were given");
    }

    /** Gogo wraps an error that a command throws. */
    private static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof ExecutionException && cause != null ? cause : failure;
    }

    /** Whether the message says it all: of the product, of Gogo's parser and of its builtins. */
    private static boolean isForUsers(Throwable failure) {
        return failure.getClass().getName().startsWith("org.apache.felix.gogo.")
                || failure.getClass().getName().startsWith("org.jline.")
                || failure.getClass().getName().startsWith("io.hookline.")
                || failure instanceof EOFException
                || (failure.getMessage() != null && failure.getMessage().startsWith("no matches found"));
    }

    /** Whether a line ended because it was interrupted. */
    static boolean isInterruption(Throwable failure) {
        return failure instanceof InterruptedException
                || failure instanceof ClosedByInterruptException
                || failure.getCause() instanceof InterruptedException;
    }

    /** For a line that was given up, with the commands of the kit that go on. */
    static String interrupted(List<String> abandoned) {
        return abandoned.isEmpty()
                ? "Interrupted."
                : "Interrupted. " + String.join(" and ", abandoned) + " does not end yet; its output is dropped. What"
                        + " runs: hook:status";
    }

    /** For commands that were asked to end. */
    static String ending(List<String> commands) {
        return "Ending " + String.join(" and ", commands) + "; Ctrl-C again does not wait for it.";
    }
}
