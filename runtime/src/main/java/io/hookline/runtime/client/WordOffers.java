package io.hookline.runtime.client;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What the completion of a shell asks for: the words that fit at a place, one a line, each with its description behind
 * a tab. A line {@code :files} says that names of files fit as well.
 */
public final class WordOffers {

    /** Says that names of files fit. */
    static final String FILES = ":files";

    /** A plugin's own completion may hang: the prompt must not. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final PrintStream out;
    private final Map<String, String> environment;

    /** Prints to a stream; the environment may say where the instance is. */
    public WordOffers(PrintStream out, Map<String, String> environment) {
        this.out = out;
        this.environment = environment;
    }

    /**
     * Prints what fits. Without an instance only the launcher's own commands do.
     *
     * @param typed what stands at the place already
     * @param before the words ahead of it, without {@code hookline}
     * @param own the launcher's own commands
     */
    public void print(String typed, List<String> before, List<String> own) {
        if (!before.isEmpty() && ClientOption.takesNext(before.get(before.size() - 1))) {
            out.println(FILES);
            return;
        }
        ClientArguments arguments;
        try {
            arguments = ClientArguments.of(before, environment);
        } catch (IllegalArgumentException e) {
            return;
        }
        boolean first = arguments.words().isEmpty();
        if (first) {
            own.stream().filter(name -> name.startsWith(typed)).forEach(out::println);
        } else if (own.contains(arguments.words().get(0))
                && !arguments.words().get(0).equals("help")) {
            out.println(FILES);
            return;
        }
        if (typed.startsWith("--")) {
            Arrays.stream(ClientOption.values())
                    .map(ClientOption::toString)
                    .filter(name -> name.startsWith(typed))
                    .forEach(out::println);
        }
        try (AdminConnection connection = arguments.endpoint().connect()) {
            connection.closeAfter(TIMEOUT);
            connection.complete(arguments.words(), typed).stream()
                    // The launcher's own command of that name would be run.
                    .filter(offer -> !first || !own.contains(offer.replaceFirst("\t.*", "")))
                    .forEach(out::println);
        } catch (IOException e) {
            // Without an instance it has nothing to offer; a prompt is no place for a message.
        }
        out.flush();
    }
}
