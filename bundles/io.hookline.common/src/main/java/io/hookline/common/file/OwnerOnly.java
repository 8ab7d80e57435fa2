package io.hookline.common.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Permissions that give access to the owner alone: POSIX modes, or the access control lists of Windows. A file system
 * without either is left to its own defaults.
 */
public final class OwnerOnly {

    private OwnerOnly() {}

    /** Creates a directory and its missing parents, each for its owner alone. Existing directories stay as they are. */
    public static Path createDirectories(Path directory) throws IOException {
        return createDirectories(directory, Protection.of(directory));
    }

    static Path createDirectories(Path directory, Protection protection) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        Path at = directory.toAbsolutePath();
        while (at != null && !Files.exists(at)) {
            missing.push(at);
            at = at.getParent();
        }
        Files.createDirectories(directory, protection.ofNew(true));
        for (Path made : missing) {
            protection.protect(made, true);
        }
        return directory;
    }

    /** Keeps others out of a file that is there, such as a socket. */
    public static void protect(Path file) throws IOException {
        Protection.of(file).protect(file, false);
    }

    /**
     * Whether users other than the owner have any access to a file or folder itself. On a file system that knows no
     * users they have none, as far as this can tell.
     */
    public static boolean isOpenToOthers(Path path) throws IOException {
        return Protection.of(path).isOpenToOthers(path);
    }

    /** Whether users other than the owner can change a file or folder itself. */
    public static boolean isChangeableByOthers(Path path) throws IOException {
        return Protection.of(path).isChangeableByOthers(path);
    }

    /** What gives a new file its protection at once; empty where only {@link #protect} can. */
    static FileAttribute<?>[] file(Path file) {
        return Protection.of(file).ofNew(false);
    }

    /** Whether a folder can be opened, to force it to the disk, as on POSIX systems. */
    static boolean isSupported(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
