package io.hookline.shell.internal.gogo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookline.shell.command.Command;
import io.hookline.shell.internal.table.CommandId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.felix.service.command.CommandSession;

/** Runs commands as Gogo runs them, and keeps what they print. A command's name is that of its class. */
public final class CommandShell {

    private final Map<String, GogoCommand> functions = new HashMap<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private CommandSession session = FakeSession.wide(120);

    /** With commands, on a terminal 120 characters wide. */
    public CommandShell(Command... commands) {
        for (Command command : commands) {
            String name =
                    command.getClass().getSimpleName().replace("Command", "").toLowerCase(Locale.ROOT);
            functions.put(
                    name,
                    new GogoCommand(new CommandId(Command.DEFAULT_SCOPE, name), () -> command, new RunningCommands()));
        }
    }

    /** Changes the width of the terminal. */
    public CommandShell wide(int columns) {
        session = FakeSession.wide(columns);
        return this;
    }

    /** Changes the height of the terminal. */
    public CommandShell high(int lines) {
        session = FakeSession.of(120, lines, null);
        return this;
    }

    /** Changes to a folder. */
    public CommandShell in(Path folder) {
        session = FakeSession.in(folder);
        return this;
    }

    /** Runs a command; returns what it alone prints. */
    public String run(String name, String... words) {
        int from = printed.size();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            functions.get(name).execute(session, List.copyOf(Arrays.asList(words)));
        } finally {
            System.setOut(before);
        }
        return new String(printed.toByteArray(), from, printed.size() - from, StandardCharsets.UTF_8);
    }

    /** The JSON that a command prints. */
    public JsonNode json(String name, String... words) {
        try {
            return new ObjectMapper().readTree(run(name, words));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was printed so far. */
    public String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** Forgets what was printed. */
    public void reset() {
        printed.reset();
    }
}
