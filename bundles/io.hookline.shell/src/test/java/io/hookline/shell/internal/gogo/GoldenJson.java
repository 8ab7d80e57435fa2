package io.hookline.shell.internal.gogo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** Compares what commands print as JSON with files: {@code json/guard.json} for {@code guard}. */
public final class GoldenJson {

    private GoldenJson() {}

    /**
     * Runs a command with {@code --json}, and compares.
     *
     * @param file the name of the file, without its ending
     * @param line the command's name and its arguments, with blanks between them
     */
    public static void check(CommandShell shell, String file, String line) {
        String[] words = (line + " --json").split(" ", -1);
        String printed = shell.run(words[0], Arrays.copyOfRange(words, 1, words.length));
        assertThat(printed).as(line).isEqualTo(golden("/json/" + file + ".json"));
    }

    private static String golden(String resource) {
        try (InputStream file = Objects.requireNonNull(GoldenJson.class.getResourceAsStream(resource), resource)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
