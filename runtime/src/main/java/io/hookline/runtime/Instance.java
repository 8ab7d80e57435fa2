package io.hookline.runtime;

import io.hookline.runtime.client.Client;
import io.hookline.runtime.client.ClientOption;
import io.hookline.runtime.client.Rehearsal;
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
    static final List<String> OWN =
            List.of("run", "recover", "spool", "demo", "load", "torture", "completion", "archive", "help");

    private static final String HELP = "help";
    private static final String ALL = "commands";

    /** The word of the command audit that needs no instance. */
    private static final String VERIFY = "verify";

    /** What the completion of a shell calls: the word at the cursor, then the words ahead of it. */
    private static final String COMPLETE = "__complete";

    /** How PowerShell passes an empty word, which it would drop. */
    private static final String EMPTY = "\"\"";

    /** What the start script calls while the JVM archives the client's classes. */
    private static final String ARCHIVE = "__archive";

    private Instance() {}

    /**
     * Whether the first word is an option of the client, or names none of the launcher's commands. The client explains
     * why its options do not belong to those.
     */
    static boolean isMeant(String... args) {
        int at = ClientOption.commandAt(args);
        if (at > 0) {
            return true;
        }
        if (args.length == 0 || args[0].startsWith("-") || args[0].isEmpty()) {
            return false;
        }
        boolean ofInstance =
                !OWN.contains(args[0]) && !(args[0].equals("audit") && args.length > 1 && args[1].equals(VERIFY));
        return ofInstance || (args[0].equals(HELP) && args.length > 1 && !OWN.contains(args[1]));
    }

    /** Runs it, and returns the exit status. */
    static int run(String... args) {
        List<String> words = new ArrayList<>(List.of(args));
        PrintStream out = stream(FileDescriptor.out);
        if (words.get(0).equals(COMPLETE)) {
            List<String> offered = new ArrayList<>(OWN);
            offered.add(ALL);
            new WordOffers(out, System.getenv())
                    .print(
                            words.size() > 1 ? words.get(1).replace(EMPTY, "") : "",
                            words.subList(Math.min(2, words.size()), words.size()),
                            offered);
            return 0;
        }
        if (words.get(0).equals(ARCHIVE)) {
            return Rehearsal.run();
        }
        int at = ClientOption.commandAt(args);
        if (at < words.size() && words.get(at).equals(ALL)) {
            words.set(at, HELP);
        }
        PrintStream err = stream(FileDescriptor.err);
        return new Client(out, err, System.getenv()).run(words, OWN);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
