package io.hookline.torture.internal;

import java.io.FilterOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:torture}. */
@Component(
        service = TortureCommand.class,
        property = {"osgi.command.scope=hook", "osgi.command.function=torture"})
public final class TortureCommand {

    private final TortureService service;

    /** With the service that runs the test. */
    @Activate
    public TortureCommand(@Reference TortureService service) {
        this.service = service;
    }

    @Descriptor(
            "changes generated plugins at random while it calls them, and prints the ledger: every call has exactly one"
                    + " outcome, on exactly one release; your own plugins are not touched")
    public void torture(
            CommandSession session,
            @Descriptor("TIME: duration, such as 60s, 5m or 1h; 60s by default; Ctrl-C ends the run early")
                    @Parameter(names = "--for", absentValue = "")
                    String time,
            @Descriptor("N: number of calling threads; 4 by default") @Parameter(names = "--callers", absentValue = "")
                    String callers,
            @Descriptor("N: determines the order of the operations; random by default; the run prints it")
                    @Parameter(names = "--seed", absentValue = "")
                    String seed,
            @Descriptor("print the ledger as JSON, without progress lines")
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("(takes no argument)") String... none) {
        if (none.length > 0) {
            throw new TortureException("hook:torture takes no argument, but got \"" + none[0]
                    + "\". Usage: hook:torture [--for TIME] [--callers N] [--seed N] [--json]");
        }
        try {
            TortureOptions options = TortureOptions.of(
                    Map.of("for", time, "callers", callers, "seed", seed, "json", String.valueOf(json)));
            service.run(options, shownAtOnce(session));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new TortureException(String.valueOf(e.getMessage()));
        }
    }

    /** The output of the command. It flushes the console too: the shell's own streams do not, so lines would show only at the next prompt. */
    private static PrintStream shownAtOnce(CommandSession session) {
        PrintStream output = System.out;
        PrintStream console = session.getConsole();
        OutputStream both = new FilterOutputStream(output) {
            @Override
            public void write(byte[] bytes, int from, int count) {
                output.write(bytes, from, count);
            }

            @Override
            public void flush() {
                output.flush();
                if (console != null) {
                    console.flush();
                }
            }
        };
        return new PrintStream(both, true, StandardCharsets.UTF_8);
    }

    /** An error of the command. The shell prints its text only. */
    static final class TortureException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TortureException(String message) {
            super(message);
        }

        /** The message alone: the shell prints a failed command's exception as a string. */
        @Override
        @SuppressWarnings("OverrideThrowableToString")
        public String toString() {
            return String.valueOf(getMessage());
        }
    }
}
