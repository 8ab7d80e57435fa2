package io.hookline.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A demo's folder for temporary files, removed at its end. */
final class DemoFolder implements AutoCloseable {

    private static final int EXIT_AT_SIGNAL = 130;

    private final Path path;

    private DemoFolder(Path path) {
        this.path = path;
    }

    static DemoFolder create() throws IOException {
        return new DemoFolder(Files.createTempDirectory("hookline-demo"));
    }

    Path path() {
        return path;
    }

    /** Removes the folder because a signal ends the demo. Returns the exit status. */
    int endAtSignal() {
        try {
            close();
        } catch (IOException e) {
            System.err.println("hookline: " + path + " could not be removed: " + e.getMessage());
        }
        return EXIT_AT_SIGNAL;
    }

    @Override
    public void close() throws IOException {
        DataFolder.delete(path);
    }
}
