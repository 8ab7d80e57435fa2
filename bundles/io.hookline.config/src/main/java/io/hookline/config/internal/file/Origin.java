package io.hookline.config.internal.file;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The file that a configuration came from. The properties contain its URI. */
public final class Origin {

    private Origin() {}

    /** The file of a URI; empty if there is no URI or it is not a file. */
    public static Optional<Path> file(@Nullable String uri) {
        try {
            return uri == null ? Optional.empty() : Optional.of(Path.of(URI.create(uri)));
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            return Optional.empty();
        }
    }

    /** The file's name; empty if there is no file. */
    public static Optional<String> fileName(@Nullable String uri) {
        return file(uri).map(Path::getFileName).map(Path::toString);
    }
}
