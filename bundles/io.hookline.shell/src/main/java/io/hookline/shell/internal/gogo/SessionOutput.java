package io.hookline.shell.internal.gogo;

import java.io.PrintStream;
import org.apache.felix.service.command.CommandSession;

/**
 * The output of one call of a command. It goes to the standard output, of which the shell gives each pipeline its own.
 */
final class SessionOutput {

    /** Where the session has no width, as in a script, lines may be this long. */
    private static final int DEFAULT_WIDTH = 160;

    private final CommandSession session;
    private final PrintStream output;

    /** The output of the calling thread's command. */
    SessionOutput(CommandSession session) {
        this.session = session;
        this.output = System.out;
    }

    /**
     * Prints a text at once. The session's streams pass no flush on, so that lines would wait for the next prompt. Any
     * thread may call it.
     */
    void print(String text) {
        output.print(text);
        output.flush();
        PrintStream console = session.getConsole();
        if (console != null) {
            console.flush();
        }
    }

    /** The width of the session's terminal in characters. */
    int width() {
        return session.get("COLUMNS") instanceof Number columns && columns.intValue() > 0
                ? columns.intValue()
                : DEFAULT_WIDTH;
    }

    /** The height of the session's terminal in lines; 0 if it has none, as in a script. */
    int height() {
        return session.get("LINES") instanceof Number lines && lines.intValue() > 0 ? lines.intValue() : 0;
    }
}
