package io.hookline.shell.internal;

import io.hookline.common.text.Printable;
import java.io.PrintStream;
import java.util.function.IntFunction;
import org.apache.felix.service.command.CommandSession;

/** How a command prints: to the standard output, for the shell gives each pipeline its own. */
final class Output {

    /** Where the shell knows no width, as in a script, lines may be this long. */
    private static final int WIDTH_UNKNOWN = 160;

    private Output() {}

    /** Prints a snapshot as JSON, or as the report that fits the screen. */
    static void print(CommandSession session, boolean json, Object snapshot, IntFunction<String> report) {
        System.out.print(json ? Json.of(snapshot) : report.apply(width(session)));
        flush(session);
    }

    /** Has what was printed shown now: the shell's own streams pass no flush on, so that lines would wait for the next prompt. */
    static void flush(CommandSession session) {
        flush(session, System.out);
    }

    /** The same for the output of a command from whatever thread. */
    static void flush(CommandSession session, PrintStream output) {
        output.flush();
        PrintStream console = session.getConsole();
        if (console != null) {
            console.flush();
        }
    }

    /** The width of the session's screen in characters. */
    static int width(CommandSession session) {
        return session.get("COLUMNS") instanceof Number columns && columns.intValue() > 0
                ? columns.intValue()
                : WIDTH_UNKNOWN;
    }

    /** Refuses what a command does not take. */
    static void refuseArguments(String command, String... arguments) {
        if (arguments.length > 0) {
            throw new CommandException("hook:" + command + " takes no argument, so not \"" + Printable.of(arguments[0])
                    + "\". Usage: hook:" + command + " [--json]");
        }
    }
}
