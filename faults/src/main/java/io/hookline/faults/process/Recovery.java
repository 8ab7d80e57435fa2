package io.hookline.faults.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How {@code hookline recover} on a data folder went.
 *
 * @param status its exit status: 0, or 1 if something is damaged or was refused
 * @param printed all that it has printed
 */
public record Recovery(int status, String printed) {

    private static final long TIMEOUT_S = 60;

    /**
     * Runs it.
     *
     * @param output the file for its output
     * @throws NoAnswerException if it does not end in time
     */
    public static Recovery run(Path distribution, Path data, Path output, List<String> options)
            throws IOException, InterruptedException, NoAnswerException {
        List<String> command = new ArrayList<>(List.of(
                distribution.resolve("bin").resolve("hookline").toString(), "recover", "--data", data.toString()));
        command.addAll(options);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        ChildProcess.keepTemporaryFiles(builder.environment(), output.resolveSibling("temporary"));
        Process process = builder.start();
        try {
            if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
                throw new NoAnswerException("'hookline recover' has not ended within " + TIMEOUT_S + " s");
            }
        } finally {
            process.destroyForcibly();
        }
        return new Recovery(
                process.exitValue(),
                Files.readString(output, StandardCharsets.UTF_8).strip());
    }

    /** Whether it has done what it was told, or listed what is there. */
    public boolean isAnswer() {
        return status == 0 || (status == 1 && !printed.isEmpty());
    }
}
