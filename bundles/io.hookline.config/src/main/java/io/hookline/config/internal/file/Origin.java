package io.hookline.config.internal.file;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The file that a configuration came from, which its properties name as a URI. */
public final class Origin {

    private Origin() {}

    /** The file of a URI; empty without one, or if it names no file. */
    public static Optional<Path> file(@Nullable String uri) {
        try {
            return uri == null ? Optional.empty() : Optional.of(Path.of(URI.create(uri)));
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            return Optional.empty();
        }
    }

    /** The file's name; empty where there is none. */
    public static Optional<String> fileName(@Nullable String uri) {
        return file(uri).map(Path::getFileName).map(Path::toString);
    }

    /** Whether a folder has the file; by its name, for the folder may have been moved. */
    public static boolean isIn(Path folder, String uri) {
        return fileName(uri).filter(name -> Files.exists(folder.resolve(name))).isPresent();
    }
}
