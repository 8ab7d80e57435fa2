package io.hookline.runtime;

import io.hookline.common.chain.ChainCheck;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hookline audit verify}: checks the chain of files of audit records. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Check whether files of audit records are as they were written.",
        footer = {
            "",
            "The records have to be written with chain = true of io.hookline.plugin.auditfile. With a file come those that"
                    + " it was rotated to, FILE.N.gz. What cannot be seen without an anchor: records that were cut off at"
                    + " the end, and a file that was written anew as a whole. An anchor is a hash that you got elsewhere:"
                    + " from the log, or from the last check.",
            "",
            "hookline audit verify hookline-data/audit/audit.jsonl",
            "Other words than verify go to a running instance: hookline help audit.",
            "Exit status: 0 nothing was changed, 1 something was or a file cannot be read, 2 wrong usage."
        })
final class AuditCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "ACTION", description = "One of: ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init")
    private Action action;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "The files, oldest first.")
    @SuppressWarnings("NullAway.Init")
    private List<Path> files;

    @Option(
            names = "--anchor",
            paramLabel = "HASH",
            defaultValue = "",
            description = "A hash that has to be among them.")
    private String anchor = "";

    @Override
    public Integer call() throws IOException {
        return switch (action) {
            case verify -> verify();
        };
    }

    private int verify() {
        ChainCheck check = new ChainCheck(anchor);
        for (Path file : files) {
            for (Path part : parts(file)) {
                read(part, check);
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        ChainCheck.Break broken = check.broken();
        if (broken != null) {
            out.println("BROKEN at " + broken.place() + ": " + broken.reason()
                    + (broken.other().isEmpty() ? "" : ", " + broken.other()));
            out.println(check.lines() + " records before it are as they were written");
        } else if (!check.isAnchored()) {
            out.println("BROKEN: no record has the hash " + anchor
                    + ": records were cut off at the end, or the files were written anew");
        } else if (check.lines() == 0) {
            out.println("BROKEN: no record has a hash; set chain = true of io.hookline.plugin.auditfile");
        } else {
            out.println("OK: " + check.lines() + " records are as they were written"
                    + (check.before() == 0 ? "" : ", behind " + check.before() + " from before the chain"));
            out.println("the last hash, an anchor for the next check: " + check.last());
        }
        out.flush();
        return broken == null && check.isAnchored() && check.lines() > 0 ? 0 : 1;
    }

    /** A file, behind those that it was rotated to. */
    private static List<Path> parts(Path file) {
        if (!Files.exists(file)) {
            throw new LaunchException("there is no file " + file.toAbsolutePath());
        }
        List<Path> parts = new ArrayList<>(List.of(file));
        for (int number = 1; Files.exists(rotated(file, number)); number++) {
            parts.add(0, rotated(file, number));
        }
        return parts;
    }

    private static Path rotated(Path file, int number) {
        return file.resolveSibling(file.getFileName() + "." + number + ".gz");
    }

    private static void read(Path file, ChainCheck check) {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                check.line(line, "line " + number + " of " + file);
            }
        } catch (IOException e) {
            throw new LaunchException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** What to do. */
    @SuppressWarnings("MemberName")
    enum Action {
        verify
    }
}
