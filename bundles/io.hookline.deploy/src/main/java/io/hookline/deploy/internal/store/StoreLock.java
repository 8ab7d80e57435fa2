package io.hookline.deploy.internal.store;

import io.hookline.common.file.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Locks the folder of a deployment for one user of it, wherever the folder lies: two data folders may name the same
 * one. The operating system releases the lock when the process ends, even if it crashes.
 */
public final class StoreLock implements AutoCloseable {

    private final FileChannel channel;

    private StoreLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Locks a folder, which is made if it is not there.
     *
     * @throws IOException if another process, or another deployment of this one, has locked it
     */
    public static StoreLock claim(Path folder) throws IOException {
        OwnerOnly.createDirectories(folder);
        Path file = folder.resolve("lock");
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            SetAside.move(file);
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = tryLock(channel);
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        if (lock == null) {
            throw new IOException("the store " + folder + " is used by another process or deployment: stop that, or"
                    + " choose another folder in io.hookline.deploy");
        }
        return new StoreLock(channel);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Releases the folder. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
