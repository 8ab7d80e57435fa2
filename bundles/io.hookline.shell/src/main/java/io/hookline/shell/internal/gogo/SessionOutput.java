package io.hookline.shell.internal.gogo;

import io.hookline.common.text.LiveText;
import io.hookline.common.text.StateColours;
import io.hookline.shell.internal.text.FittedLines;
import java.io.PrintStream;
import org.apache.felix.service.command.CommandSession;

/**
 * The output of one call of a command. It goes to the standard output, of which the shell gives each pipeline its own.
 */
final class SessionOutput {

    /** Where the session has no terminal, as in a script, lines may be this long. */
    private static final int DEFAULT_WIDTH = 160;

    /** A terminal that does not tell its width has this one. */
    private static final int TERMINAL_WIDTH = 80;

    private final CommandSession session;
    private final RunningCall call;
    private final PrintStream output;

    /** The output of the calling thread's command. */
    SessionOutput(CommandSession session, RunningCall call) {
        this.session = session;
        this.call = call;
        this.output = System.out;
    }

    /**
     * Prints a text at once. The session's streams pass no flush on, so that lines would wait for the next prompt. Any
     * thread may call it. Nothing is printed for a call that the user no longer waits for: it would hit the prompt.
     */
    void print(String text) {
        if (call.isAbandoned()) {
            return;
        }
        // An interrupted thread that writes to one of Gogo's channels closes it.
        boolean interrupted = Thread.interrupted();
        output.print(text);
        output.flush();
        PrintStream console = session.getConsole();
        if (console != null) {
            console.flush();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The width of the session's terminal in characters. */
    int width() {
        if (!(session.get("COLUMNS") instanceof Number columns)) {
            return DEFAULT_WIDTH;
        }
        return columns.intValue() > 0 ? columns.intValue() : TERMINAL_WIDTH;
    }

    /** The text, where the session has a terminal with lines that fit it. A script gets its lines whole. */
    String fitted(String text) {
        return session.get("COLUMNS") instanceof Number ? FittedLines.of(text, width()) : text;
    }

    /** A text in one place of the terminal. */
    LiveText live() {
        return new LiveText(this::print, this::height, this::coloured);
    }

    /** The text with its states in colour, where the session has a terminal that shows colours. */
    String coloured(String text) {
        return height() > 0 && StateColours.areWanted(System.getenv()) ? StateColours.of(text) : text;
    }

    /** The height of the session's terminal in lines; 0 if it has none, as in a script. */
    int height() {
        return session.get("LINES") instanceof Number lines && lines.intValue() > 0 ? lines.intValue() : 0;
    }
}
