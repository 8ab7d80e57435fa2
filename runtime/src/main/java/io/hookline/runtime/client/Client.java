package io.hookline.runtime.client;

import io.hookline.common.text.LiveText;
import io.hookline.common.text.NearestNames;
import io.hookline.common.text.StateColours;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
    private final Map<String, String> environment;
    private final int width;
    private final boolean terminal;
    private final boolean colours;
    private final LiveText live;

    /**
     * A client.
     *
     * @param environment its environment: what the start script says of the terminal, where the instance is, {@code
     *     NO_COLOR}
     */
    public Client(PrintStream out, PrintStream err, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.environment = environment;
        this.width = number("HOOKLINE_COLUMNS");
        int rows = number("HOOKLINE_ROWS");
        this.terminal = rows > 0;
        this.colours = terminal && StateColours.areWanted(environment);
        this.live = new LiveText(out::print, () -> rows, this::coloured);
    }

    /** What the start script says of the terminal; 0 if it says nothing, as without a terminal. */
    private int number(String variable) {
        String text = environment.getOrDefault(variable, "");
        return text.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(text) : 0;
    }

    private String coloured(String text) {
        return colours ? StateColours.of(text) : text;
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
            arguments = ClientArguments.of(typed, environment);
        } catch (IllegalArgumentException e) {
            return fail(USAGE, String.valueOf(e.getMessage()));
        }
        if (arguments.words().isEmpty()) {
            return fail(
                    USAGE,
                    "a command is missing: name one of the instance, such as status; hookline commands lists them. To"
                            + " start an instance: hookline run --data DIR");
        }
        String name = arguments.words().get(0);
        if (own.contains(name) && !name.equals("help")) {
            return fail(
                    USAGE,
                    "options follow the command " + name + ", which needs no instance: hookline " + name + " --help");
        }
        Endpoint endpoint = arguments.endpoint();
        try {
            List<String> words =
                    endpoint.isRemote() ? new Uploads(endpoint).sent(arguments.words()) : arguments.words();
            try (AdminConnection connection = endpoint.connect()) {
                Interruption.announce(err);
                return run(connection, words, endpoint.isRemote());
            }
        } catch (AdminConnection.ProblemException e) {
            return fail(FAILED, String.valueOf(e.getMessage()));
        } catch (Endpoint.Unreachable e) {
            String typo = new NearestNames(own)
                    .nearest(name)
                    .map(near -> ". Did you mean hookline " + near + "?")
                    .orElse("");
            return fail(UNREACHABLE, e.getMessage() + typo);
        } catch (IOException e) {
            return fail(
                    UNREACHABLE,
                    "the connection with the instance at " + endpoint + " is lost: " + lost(e)
                            + ". Whether a change was made: hookline history");
        } finally {
            Interruption.over();
        }
    }

    /** A system's word for a closed connection says nothing to most people. */
    private static String lost(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("Broken pipe") || message.contains("reset") || message.contains("aborted")
                ? "it has closed it (" + message + "). It has as many clients as it takes, or is ending: try again in a"
                        + " moment"
                : message;
    }

    private int run(AdminConnection connection, List<String> words, boolean remote) throws IOException {
        boolean data = words.stream()
                .anyMatch(word -> word.startsWith("--json") || word.startsWith("--output") || word.startsWith("-o"));
        int[] status = {UNREACHABLE};
        connection.post(
                "/v1/commands/" + pathSegment(words.get(0)),
                body(words.subList(1, words.size()), remote),
                (event, values) -> {
                    switch (event) {
                        case "print" -> out.print(ServerText.shown(values.getOrDefault("text", "")));
                        case "redraw" -> live.show(ServerText.shown(values.getOrDefault("text", "")));
                        case "end" -> status[0] = end(values, data);
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

    private int end(Map<String, String> values, boolean data) {
        String text = values.getOrDefault("text", "");
        // A file gets data as they are.
        out.print(data && !terminal ? text : data ? ServerText.shown(text) : coloured(ServerText.shown(text)));
        out.flush();
        String failure = values.get("failure");
        if (failure != null) {
            err.println(ServerText.shown(failure));
        }
        return switch (values.getOrDefault("status", "")) {
            case "DONE" -> 0;
            case "UNKNOWN" -> USAGE;
            case "INTERRUPTED" -> INTERRUPTED;
            default -> FAILED;
        };
    }

    private String body(List<String> arguments, boolean remote) {
        return "{\"arguments\":" + JsonText.array(arguments)
                + (remote
                        ? ""
                        : ",\"folder\":"
                                + JsonText.of(Path.of("").toAbsolutePath().toString()))
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

    private int fail(int status, String message) {
        out.flush();
        err.println("hookline: " + ServerText.shown(message));
        return status;
    }
}
