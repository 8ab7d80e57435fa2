package io.hookline.common.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Writes files atomically: after a crash of the process or the machine, a file has either its old or its new content.
 * The content goes to a temporary file in the same directory, which is forced to the disk and renamed; then the
 * directory is forced, too. The temporary file of {@code name} is {@code .name.new}.
 *
 * <p>Only the owner can read and write a new file, where the file system has POSIX permissions or access control lists.
 */
public final class DurableFile {

    private DurableFile() {}

    /** Writes a file that only its owner can read. Replaces an existing file, its permissions included. */
    public static void write(Path file, byte[] content) throws IOException {
        write(file, content, false);
    }

    /** Writes a file. Keeps the permissions of an existing file; a new one only its owner can read. */
    public static void replace(Path file, byte[] content) throws IOException {
        write(file, content, true);
    }

    /**
     * Moves a file to its place, replacing an existing one. The content of {@code from} must have been forced to the
     * disk.
     */
    public static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceDirectory(to);
    }

    private static void write(Path file, byte[] content, boolean keepPermissions) throws IOException {
        Path temporary = file.resolveSibling("." + file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        try {
            writeForced(temporary, content);
            if (keepPermissions && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                Protection.of(file).copy(file, temporary);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        forceDirectory(file);
    }

    private static void writeForced(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.file(file))) {
            if (!OwnerOnly.isSupported(file)) {
                // Ahead of the content: a new file has what its folder hands down.
                OwnerOnly.protect(file);
            }
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private static void forceDirectory(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        // Windows can neither open a directory nor needs to.
        if (directory != null && OwnerOnly.isSupported(directory)) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
