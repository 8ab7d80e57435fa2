package io.hookline.audit.internal.deliver;

import io.hookline.audit.internal.json.RecordJson;
import io.hookline.audit.output.AuditEntry;
import io.hookline.common.file.OwnerOnly;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Records that an output has rejected for good, in a file {@code NAME.jsonl} of its own, one JSON object a line. Safe
 * for use by many threads.
 */
final class DeadLetters {

    private static final String END = ".jsonl";
    private static final String REPLAYED = ".jsonl.replay";
    private static final int LINES_AT_ONCE = 200;

    private final Path folder;
    private final Clock clock;

    DeadLetters(Path folder, Clock clock) throws IOException {
        this.folder = OwnerOnly.createDirectories(folder);
        this.clock = clock;
    }

    /**
     * Adds a record; it survives a crash when this returns.
     *
     * @param mostBytes the largest size of the file
     * @return false if the file is full
     */
    synchronized boolean add(String output, AuditEntry entry, String reason, long mostBytes) throws IOException {
        String line = RecordJson.deadLetter(entry, reason, clock.instant()) + "\n";
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        try (FileChannel channel = FileChannel.open(
                file(output), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = endLine(channel);
            if (end + bytes.remaining() > mostBytes) {
                return false;
            }
            while (bytes.hasRemaining()) {
                channel.write(bytes, end + bytes.position());
            }
            channel.force(false);
        }
        return true;
    }

    /** Ends a line that was written half, by a full disk or a crash, so that it spoils no other. Returns the size. */
    private static long endLine(FileChannel channel) throws IOException {
        long end = channel.size();
        ByteBuffer last = ByteBuffer.allocate(1);
        if (end > 0 && channel.read(last, end - 1) == 1 && last.get(0) != '\n') {
            end += channel.write(ByteBuffer.wrap(new byte[] {'\n'}), end);
        }
        return end;
    }

    /** How many bytes of dead letters an output has. */
    synchronized long bytes(String output) throws IOException {
        return size(file(output)) + size(replayed(output));
    }

    /**
     * Hands an output's dead letters out and deletes them. If it is broken off, those that were handed out come again
     * with the next call.
     *
     * @param target takes some of them, for good when it returns
     * @return how many there were, and how many lines could not be read, which are kept as dead letters
     */
    synchronized Replayed replay(String output, Target target) throws IOException {
        Path waiting = replayed(output);
        if (!Files.exists(waiting)) {
            if (!Files.exists(file(output))) {
                return new Replayed(0, 0);
            }
            Files.move(file(output), waiting, StandardCopyOption.ATOMIC_MOVE);
        }
        List<String> unreadable = new ArrayList<>();
        int count = 0;
        // Unlike Files.newBufferedReader, this one does not end at bytes that are no text.
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(waiting), StandardCharsets.UTF_8))) {
            List<byte[]> batch = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                try {
                    batch.add(RecordJson.encode(RecordJson.ofDeadLetter(line, output)));
                    count++;
                } catch (RuntimeException e) {
                    unreadable.add(line);
                }
                if (batch.size() == LINES_AT_ONCE) {
                    target.take(List.copyOf(batch));
                    batch.clear();
                }
            }
            if (!batch.isEmpty()) {
                target.take(List.copyOf(batch));
            }
        }
        if (!unreadable.isEmpty()) {
            Files.write(
                    folder.resolve(output + ".damaged"),
                    unreadable,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        Files.delete(waiting);
        return new Replayed(count, unreadable.size());
    }

    private Path file(String output) {
        return folder.resolve(output + END);
    }

    private Path replayed(String output) {
        return folder.resolve(output + REPLAYED);
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /** Takes records. */
    interface Target {

        void take(List<byte[]> payloads) throws IOException;
    }

    /**
     * What was replayed.
     *
     * @param records how many records
     * @param unreadable how many lines could not be read; they are in the file {@code NAME.damaged}
     */
    record Replayed(int records, int unreadable) {}
}
