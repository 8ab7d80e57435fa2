package io.hookline.runtime;

import io.hookline.runtime.client.Client;
import io.hookline.runtime.client.WordOffers;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Decides whether a command line is meant for a running instance. Loads nothing else: such commands are short. */
final class Instance {

    /** The commands that the launcher runs itself. */
    static final List<String> OWN = List.of("run", "recover", "spool", "demo", "load", "torture", "completion", "help");

    private static final List<String> OPTIONS = List.of("-d", "--data", "--socket");
    private static final String HELP = "help";
    private static final String ALL = "commands";

    /** What the completion of a shell calls: the word at the cursor, then the words ahead of it. */
    private static final String COMPLETE = "__complete";

    private Instance() {}

    /** Whether the first word that is no option of the client names none of the launcher's commands. */
    static boolean isMeant(String... args) {
        int at = command(args);
        if (at >= args.length || args[at].startsWith("-") || args[at].isEmpty()) {
            return false;
        }
        boolean ofInstance = !OWN.contains(args[at]) || isSpoolOfInstance(at, args);
        return ofInstance || (args[at].equals(HELP) && at + 1 < args.length && !OWN.contains(args[at + 1]));
    }

    /** The launcher reads a spool from the disk; any other word belongs to the instance's own command of this name. */
    private static boolean isSpoolOfInstance(int at, String... args) {
        return args[at].equals("spool") && !(at + 1 < args.length && args[at + 1].equals("cat"));
    }

    private static int command(String... args) {
        int at = 0;
        while (at < args.length) {
            if (OPTIONS.contains(args[at])) {
                at += 2;
            } else if (isOptionWithValue(args[at])) {
                at++;
            } else {
                return at;
            }
        }
        return at;
    }

    private static boolean isOptionWithValue(String word) {
        return OPTIONS.stream().anyMatch(option -> word.startsWith(option + "="));
    }

    /** Runs it, and returns the exit status. */
    static int run(String... args) {
        List<String> words = new ArrayList<>(List.of(args));
        PrintStream out = stream(FileDescriptor.out);
        if (words.get(0).equals(COMPLETE)) {
            List<String> offered = new ArrayList<>(OWN);
            offered.add(ALL);
            new WordOffers(out)
                    .print(
                            words.size() > 1 ? words.get(1) : "",
                            words.subList(Math.min(2, words.size()), words.size()),
                            offered);
            return 0;
        }
        int at = command(args);
        if (words.get(at).equals(ALL)) {
            words.set(at, HELP);
        }
        PrintStream err = stream(FileDescriptor.err);
        return new Client(out, err, number("HOOKLINE_COLUMNS"), number("HOOKLINE_ROWS")).run(words, OWN);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** What the start script says of the terminal; 0 if it says nothing. */
    private static int number(String variable) {
        String text = System.getenv(variable);
        return text != null && text.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(text) : 0;
    }
}
