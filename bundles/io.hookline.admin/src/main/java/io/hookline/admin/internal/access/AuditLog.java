package io.hookline.admin.internal.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hookline.common.file.OwnerOnly;
import io.hookline.common.text.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The record of the calls that changed something: a line of JSON each, appended to a file that only its owner can read.
 * A full file is renamed, and the oldest one is deleted. An entry that cannot be written goes to the log instead. Safe
 * for use by many threads.
 */
public final class AuditLog {

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final long MOST_BYTES = 10L << 20;
    private static final int MOST_FILES = 5;
    private static final int MOST_SHOWN = 1_000;

    private final Path file;
    private final long mostBytes;

    /** The latest entries, oldest first; guarded by this object. */
    private final Deque<AuditEntry> latest = new ArrayDeque<>();

    public AuditLog(Path file) {
        this(file, MOST_BYTES);
    }

    AuditLog(Path file, long mostBytes) {
        this.file = file;
        this.mostBytes = mostBytes;
        try {
            if (Files.exists(file)) {
                try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
                    lines.forEach(this::remember);
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} cannot be read; it is continued", file, e);
        }
    }

    private void remember(String line) {
        try {
            keep(Holder.MAPPER.readValue(line, AuditEntry.class));
        } catch (JsonProcessingException e) {
            LOG.debug("a line of {} is damaged", file, e);
        }
    }

    private void keep(AuditEntry entry) {
        if (latest.size() == MOST_SHOWN) {
            latest.removeFirst();
        }
        latest.addLast(entry);
    }

    /** Adds an entry. */
    public synchronized void append(AuditEntry entry) {
        keep(entry);
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                OwnerOnly.createDirectories(folder);
            }
            rotate();
            write((plain(Holder.MAPPER.writeValueAsString(entry)) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.error("the audit record cannot be written, so this is its entry: {}", entry, e);
        }
    }

    /** The same JSON, without characters that would control a terminal on which the file is shown. */
    private static String plain(String json) {
        if (json.codePoints().noneMatch(Printable::isControl)) {
            return json;
        }
        StringBuilder plain = new StringBuilder(json.length() + 16);
        json.codePoints().forEach(c -> {
            if (Printable.isControl(c)) {
                for (char unit : Character.toChars(c)) {
                    plain.append(String.format("\\u%04X", (int) unit));
                }
            } else {
                plain.appendCodePoint(c);
            }
        });
        return plain.toString();
    }

    private void write(byte[] line) throws IOException {
        boolean isNew = !Files.exists(file);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            if (isNew) {
                OwnerOnly.protect(file);
            }
            ByteBuffer bytes = ByteBuffer.wrap(line);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    private void rotate() throws IOException {
        if (!Files.exists(file) || Files.size(file) < mostBytes) {
            return;
        }
        for (int i = MOST_FILES - 1; i > 0; i--) {
            Path from = i == 1 ? file : older(i - 1);
            if (Files.exists(from)) {
                Files.move(from, older(i), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Path older(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    /** The latest entries, newest first. */
    public synchronized List<AuditEntry> latest(int most) {
        List<AuditEntry> newest = new ArrayList<>(latest);
        Collections.reverse(newest);
        return newest.subList(0, Math.min(most, newest.size()));
    }

    /** Built when it is first used. */
    private static final class Holder {
        static final ObjectMapper MAPPER = JsonMapper.builder().build();
    }
}
