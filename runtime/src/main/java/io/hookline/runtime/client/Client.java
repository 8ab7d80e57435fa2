package io.hookline.runtime.client;

import io.hookline.common.text.NearestNames;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code hookline COMMAND …} for a running instance. */
public final class Client {

    /** The command has failed, or was refused. */
    static final int FAILED = 1;

    /** There is no such command, or an option lacks its value. */
    static final int USAGE = 2;

    /** No instance could be reached. */
    static final int UNREACHABLE = 3;

    /** The command was interrupted. */
    static final int INTERRUPTED = 130;

    private static final int DEFAULT_WIDTH = 160;

    private final PrintStream out;
    private final PrintStream err;
    private final int width;
    private final LiveText live;

    /**
     * A client.
     *
     * @param columns the width of the terminal in characters; 0 if the output is no terminal
     * @param rows the height of the terminal in lines; 0 if the output is no terminal
     */
    public Client(PrintStream out, PrintStream err, int columns, int rows) {
        this.out = out;
        this.err = err;
        this.width = columns;
        this.live = new LiveText(out, rows);
    }

    /**
     * Runs a command line.
     *
     * @param typed what was typed behind {@code hookline}
     * @param own the commands that need no instance, for suggestions
     * @return the exit status
     */
    public int run(List<String> typed, List<String> own) {
        ClientArguments arguments;
        try {
            arguments = ClientArguments.of(typed);
        } catch (IllegalArgumentException e) {
            return fail(USAGE, String.valueOf(e.getMessage()));
        }
        if (arguments.words().isEmpty()) {
            return fail(USAGE, "a command is missing; try: hookline --help");
        }
        String name = arguments.words().get(0);
        try (AdminConnection connection = new AdminConnection(arguments.socket())) {
            Interruption.announce(err);
            return run(connection, arguments.words());
        } catch (AdminConnection.ProblemException e) {
            return fail(FAILED, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return fail(UNREACHABLE, unreachable(name, arguments.socket(), own, e));
        } finally {
            Interruption.over();
        }
    }

    private int run(AdminConnection connection, List<String> words) throws IOException {
        int[] status = {UNREACHABLE};
        connection.post(
                "/v1/commands/" + pathSegment(words.get(0)), body(words.subList(1, words.size())), (event, values) -> {
                    switch (event) {
                        case "print" -> out.print(values.getOrDefault("text", ""));
                        case "redraw" -> live.show(values.getOrDefault("text", ""));
                        case "end" -> status[0] = end(values);
                        case "problem" -> status[0] = fail(FAILED, values.getOrDefault("detail", ""));
                        default -> {}
                    }
                    out.flush();
                });
        if (status[0] == UNREACHABLE) {
            throw new IOException("the instance has ended before it answered");
        }
        return status[0];
    }

    private int end(Map<String, String> values) {
        out.print(values.getOrDefault("text", ""));
        out.flush();
        String failure = values.get("failure");
        if (failure != null) {
            err.println(failure);
        }
        return switch (values.getOrDefault("status", "")) {
            case "DONE" -> 0;
            case "UNKNOWN" -> USAGE;
            case "INTERRUPTED" -> INTERRUPTED;
            default -> FAILED;
        };
    }

    private String body(List<String> arguments) {
        return "{\"arguments\":" + JsonText.array(arguments)
                + ",\"folder\":" + JsonText.of(Path.of("").toAbsolutePath().toString())
                + ",\"width\":" + Math.max(20, Math.min(1_000, width > 0 ? width : DEFAULT_WIDTH))
                + ",\"fitted\":" + (width > 0) + "}";
    }

    /** A command's name has only letters, digits, hyphens and a colon; anything else is no command. */
    private static String pathSegment(String name) {
        StringBuilder segment = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '-' || b == ':';
            segment.append(plain ? String.valueOf((char) b) : String.format("%%%02X", b));
        }
        return segment.toString();
    }

    private static String unreachable(String name, Path socket, List<String> own, IOException failure) {
        String typo = new NearestNames(own)
                .nearest(name)
                .map(near -> " Did you mean hookline " + near + "?")
                .orElse("");
        Path folder = socket.toAbsolutePath().getParent();
        if (folder != null && Files.exists(folder) && !Files.isExecutable(folder)) {
            return folder + " belongs to another user: only the user of an instance can operate it";
        }
        if (!Files.exists(socket)) {
            return "no instance listens at " + socket + ", which \"" + name + "\" needs." + typo
                    + " Start one: hookline run; or name the data folder of another one: --data DIR";
        }
        return "the instance at " + socket + " cannot be reached: " + failure.getMessage() + "." + typo
                + " It may have been killed (hookline run starts it anew), or have too many clients";
    }

    private int fail(int status, String message) {
        out.flush();
        err.println("hookline: " + message);
        return status;
    }
}
