package io.hookline.runtime;

import io.hookline.common.file.RegularFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Locks a data folder for one process. The operating system releases the lock when the process ends, even if it
 * crashes.
 */
final class DataLock implements AutoCloseable {

    /** The locked byte is far beyond the text, so that others can read the text on systems with mandatory locks. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final int MOST_BYTES = 100;

    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Locks the folder, or fails and names the process that has locked it. */
    static DataLock claim(DataFolder data) {
        // Not in the cache, which can be deleted at any time.
        Path file = data.root().resolve("lock");
        data.requireRegular(file);
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new LaunchException("another Hookline" + owner(file) + " is running on the data folder "
                        + data.root() + "; stop it, or choose another folder with --data");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new DataLock(channel);
        } catch (IOException e) {
            throw new LaunchException("the data folder " + data.root() + " cannot be locked: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String owner(Path file) {
        try {
            String pid = new String(RegularFile.read(file, MOST_BYTES), StandardCharsets.US_ASCII).strip();
            return pid.matches("\\d+") ? " (process " + pid + ")" : "";
        } catch (IOException e) {
            return "";
        }
    }
}
