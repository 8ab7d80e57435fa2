package io.hookline.runtime;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hookline spool cat}: prints the audit records that wait in a data folder. */
@Command(
        name = "spool",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Print the audit records on disk, one JSON object a line.",
        footer = {
            "",
            "Nothing of the data folder starts or changes, so it works with a stopped instance and beside a running one."
                    + " In a running instance, hook:spool shows the outputs and what they lack.",
            "",
            "All records:                       hookline spool cat",
            "What the output \"file\" has not got: hookline spool cat --output file",
            "Exit status: 0 done, 1 the spool cannot be read or is damaged, 2 wrong usage."
        })
final class SpoolCommand implements Callable<Integer> {

    private static final String TASK = "io.hookline.audit.internal.spool.SpoolCatTask";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "ACTION", description = "One of: ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init")
    private Action action;

    @Option(
            names = {"-d", "--data"},
            paramLabel = "DIR",
            defaultValue = "hookline-data",
            description = "The data folder. Default: ./${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private Path dataPath;

    @Option(names = "--output", paramLabel = "NAME", description = "Only the records that this output has not got.")
    private @Nullable String output;

    @Option(names = "--from", paramLabel = "N", description = "Only the records with this sequence or a later one.")
    private @Nullable Long from;

    @Override
    public Integer call() throws IOException {
        return switch (action) {
            case cat -> cat();
        };
    }

    private int cat() throws IOException {
        Path folder = dataPath.resolve("audit");
        if (!Files.isDirectory(folder)) {
            throw new LaunchException(
                    "there is no spool in " + folder.toAbsolutePath() + ": name the data folder with --data DIR");
        }
        Map<String, String> options = new HashMap<>();
        options.put("folder", folder.toAbsolutePath().normalize().toString());
        if (output != null) {
            options.put("output", output);
        }
        if (from != null) {
            options.put("from", Long.toString(from));
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            return BundleCode.run(Distribution.installed(), TASK, options, out) ? 0 : 1;
        } catch (UncheckedIOException e) {
            throw new LaunchException(String.valueOf(e.getMessage()), e);
        } finally {
            out.flush();
        }
    }

    /** What to do. */
    @SuppressWarnings("MemberName")
    enum Action {
        cat
    }
}
