package io.hookline.isolation.process.internal.parent;

import io.hookline.common.file.OwnerOnly;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The folder of one child, for its owner alone: the socket, the framework's files, temporary files. */
final class ChildFolder {

    /** The path of a socket has room for about a hundred bytes. */
    private static final int MOST_SOCKET = 100;

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final Path folder;

    private ChildFolder(Path folder) {
        this.folder = folder;
    }

    /** A new folder, in a parent whose path may be long. */
    static ChildFolder in(Path parent) throws IOException {
        Path wanted = parent.resolve(ProcessHandle.current().pid() + "-" + NUMBERS.incrementAndGet());
        Path folder = wanted.resolve("s").toString().length() <= MOST_SOCKET
                ? OwnerOnly.createDirectories(wanted)
                : Files.createTempDirectory("hookline");
        if (OwnerOnly.isOpenToOthers(folder)) {
            throw new IOException(folder + " is open to others: remove it");
        }
        Files.createDirectories(folder.resolve("tmp"));
        return new ChildFolder(folder);
    }

    Path socket() {
        return folder.resolve("s");
    }

    Path temporary() {
        return folder.resolve("tmp");
    }

    Path storage() {
        return folder.resolve("osgi");
    }

    /** Removes it with all that is in it, as far as that is possible. Follows no links. */
    void remove() {
        remove(folder);
    }

    /** Removes the folders of processes that do not run any more. */
    static void removeLeftOver(Path parent) throws IOException {
        if (!Files.isDirectory(parent)) {
            return;
        }
        try (var folders = Files.newDirectoryStream(parent)) {
            for (Path folder : folders) {
                String name = folder.getFileName().toString();
                int dash = name.indexOf('-');
                if (dash > 0
                        && name.substring(0, dash).matches("[0-9]{1,18}")
                        && ProcessHandle.of(Long.parseLong(name.substring(0, dash)))
                                .isEmpty()) {
                    remove(folder);
                }
            }
        }
    }

    private static void remove(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    // Another thread may be removing the same.
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                        throws IOException {
                    Files.deleteIfExists(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // The next start removes what is left.
        }
    }
}
