package io.hookline.shell.internal.feed;

import io.hookline.shell.feed.LogEntry;
import io.hookline.shell.feed.LogFeed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A place in the log file. It keeps the file open, so that the end of one that was renamed is read, too. */
final class LogTail implements LogFeed.Tail {

    private static final int FIRST_BYTES = 256 << 10;
    private static final int MOST_BYTES = 16 << 20;

    private final Path file;
    private final Path previous;
    private final int latest;
    private final Predicate<LogEntry> filter;

    /** Whether the latest entries were read. */
    private boolean begun;

    private FileChannel channel;
    private @Nullable Object key;

    /** What of the file was read; it ends with a line. */
    private long position;

    private LogTail(Path file, Path previous, int latest, Predicate<LogEntry> filter) throws IOException {
        this.file = file;
        this.previous = previous;
        this.latest = latest;
        this.filter = filter;
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
        this.key = key(file);
    }

    static LogTail open(Path folder, int latest, Predicate<LogEntry> filter) throws IOException {
        Path file = folder.resolve("hookline.log");
        try {
            return new LogTail(file, folder.resolve("hookline.1.log"), latest, filter);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no log file " + file + " yet", e);
        }
    }

    private static @Nullable Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    @Override
    public List<LogEntry> next() throws IOException {
        if (!begun) {
            begun = true;
            return begin();
        }
        List<LogEntry> entries = new ArrayList<>(rest());
        if (isRenamed()) {
            entries.addAll(rest());
            FileChannel before = channel;
            channel = FileChannel.open(file, StandardOpenOption.READ);
            before.close();
            key = key(file);
            position = 0;
            entries.addAll(rest());
        }
        return entries.stream().filter(filter).toList();
    }

    /** Whether the log goes on in another file of this name. */
    private boolean isRenamed() throws IOException {
        try {
            return Files.size(file) < position || !Objects.equals(key, key(file));
        } catch (NoSuchFileException e) {
            // It is being renamed: the next one comes.
            return false;
        }
    }

    private List<LogEntry> begin() throws IOException {
        List<LogEntry> found = List.of();
        long size = channel.size();
        for (long bytes = FIRST_BYTES; ; bytes *= 8) {
            position = Math.max(0, size - bytes);
            found = rest().stream().filter(filter).toList();
            if (found.size() >= latest || bytes >= size || bytes >= MOST_BYTES) {
                break;
            }
        }
        if (found.size() < latest && size < MOST_BYTES && Files.isRegularFile(previous)) {
            List<LogEntry> both = new ArrayList<>(LogLines.entries(text(previous)));
            both.removeIf(filter.negate());
            both.addAll(found);
            found = both;
        }
        return List.copyOf(found.subList(Math.max(0, found.size() - latest), found.size()));
    }

    private static String text(Path whole) throws IOException {
        try (FileChannel open = FileChannel.open(whole, StandardOpenOption.READ)) {
            return new String(bytes(open, Math.max(0, open.size() - MOST_BYTES)), StandardCharsets.UTF_8);
        }
    }

    /** The entries from the position on; moves it behind the last whole line. */
    private List<LogEntry> rest() throws IOException {
        byte[] bytes = bytes(channel, position);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        position += end;
        return LogLines.entries(new String(bytes, 0, end, StandardCharsets.UTF_8));
    }

    private static byte[] bytes(FileChannel open, long from) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.max(0, Math.min(MOST_BYTES, open.size() - from)));
        long at = from;
        while (buffer.hasRemaining()) {
            int read = open.read(buffer, at);
            if (read < 0) {
                break;
            }
            at += read;
        }
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It was only read.
        }
    }
}
