package io.hookline.deploy.internal.recover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the records that were damaged and set aside, and are still there. */
final class LeftDamage {

    private static final String SUFFIX = ".damaged";
    private static final int DEPTH = 3;

    private LeftDamage() {}

    /** What lies in some folders, one sentence each; those that are not there are left out. */
    static List<String> in(List<Path> folders) throws IOException {
        try {
            return folders.stream()
                    .filter(Files::isDirectory)
                    .flatMap(folder -> left(folder).stream())
                    .distinct()
                    .sorted()
                    .map(file -> file + " was damaged and is set aside: look at it, then delete it")
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static List<Path> left(Path folder) {
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            return files.filter(file -> String.valueOf(file.getFileName()).endsWith(SUFFIX))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
