package io.hookline.audit.internal.spool;

import io.hookline.common.file.DurableFile;
import io.hookline.common.file.OwnerOnly;
import io.hookline.common.file.RegularFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * How far each output has come: the sequence of the first record that it still needs, in a file of its own. A damaged
 * file counts as none, so that its output starts with the oldest record. Safe for use by many threads, one for each
 * name.
 */
public final class Cursors {

    private static final String END = ".cursor";
    private static final int BYTES = Long.BYTES + Integer.BYTES;

    private final Path folder;

    /**
     * Creates the folder if there is none.
     *
     * @throws IOException if it cannot be created
     */
    public Cursors(Path folder) throws IOException {
        this.folder = OwnerOnly.createDirectories(folder);
    }

    /** Whether a name can be one of an output. */
    public static boolean isName(String name) {
        return name.matches("[a-z0-9][a-z0-9-]{0,63}");
    }

    /** The cursor of an output; empty if it has none. */
    public OptionalLong read(String name) throws IOException {
        return read(file(name));
    }

    /** Moves the cursor of an output; survives a crash. */
    public void write(String name, long sequence) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(BYTES).putLong(sequence);
        content.putInt(crc(content.array()));
        DurableFile.write(file(name), content.array());
    }

    /** Forgets an output. */
    public void delete(String name) throws IOException {
        Files.deleteIfExists(file(name));
    }

    /** All cursors by name. */
    public Map<String, Long> all() throws IOException {
        return all(folder);
    }

    /** The cursors in a folder, by name. Changes nothing. */
    static Map<String, Long> all(Path folder) throws IOException {
        Map<String, Long> all = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return all;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(END) && isName(name.substring(0, name.length() - END.length()))) {
                    read(file).ifPresent(at -> all.put(name.substring(0, name.length() - END.length()), at));
                }
            }
        }
        return all;
    }

    private Path file(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("\"" + name + "\" is no name of an output");
        }
        return folder.resolve(name + END);
    }

    private static OptionalLong read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return OptionalLong.empty();
        }
        byte[] content = RegularFile.read(file, BYTES + 1);
        if (content.length != BYTES || ByteBuffer.wrap(content).getInt(Long.BYTES) != crc(content)) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(ByteBuffer.wrap(content).getLong());
    }

    private static int crc(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content, 0, Long.BYTES);
        return (int) crc.getValue();
    }
}
