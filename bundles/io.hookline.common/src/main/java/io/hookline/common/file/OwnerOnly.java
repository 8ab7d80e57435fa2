package io.hookline.common.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Permissions that give access to the owner alone. A file system without POSIX permissions is left to its own defaults.
 */
public final class OwnerOnly {

    private OwnerOnly() {}

    /**
     * Creates a directory and its missing parents, each with the permissions {@code rwx------}. Existing directories
     * stay as they are.
     */
    public static Path createDirectories(Path directory) throws IOException {
        return Files.createDirectories(directory, attributes(directory, "rwx------"));
    }

    /**
     * Whether users other than the owner have any access to a file or folder itself. On a file system without POSIX
     * permissions they have none, as far as this can tell.
     */
    public static boolean isOpenToOthers(Path path) throws IOException {
        return isSupported(path)
                && Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS).stream()
                        .anyMatch(permission -> !permission.name().startsWith("OWNER_"));
    }

    /** What gives a new file the permissions {@code rw-------}. */
    static FileAttribute<?>[] file(Path file) {
        return attributes(file, "rw-------");
    }

    static boolean isSupported(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] attributes(Path path, String permissions) {
        return isSupported(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
