package io.hookline.plugin.auditfile.internal;

import io.hookline.common.file.DurableFile;
import io.hookline.common.file.OwnerOnly;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file that only its owner can read. When it is full it becomes {@code NAME.1.gz}, the one before {@code NAME.2.gz},
 * and so on. Not safe for use by several threads.
 */
final class RotatedFile {

    private static final String PARTIAL = ".part";

    private final Path file;
    private final long mostBytes;
    private final int keep;

    /** Whose lines are chained; null if they are not. */
    private final @Nullable FileChain chain;

    RotatedFile(Path file, long mostBytes, int keep, boolean isChained) throws IOException {
        this.file = file.toAbsolutePath();
        this.mostBytes = mostBytes;
        this.keep = keep;
        Path parent = this.file.getParent();
        if (parent == null) {
            throw new IOException(file + " is no file");
        }
        OwnerOnly.createDirectories(parent);
        this.chain = isChained ? new FileChain(this.file, numbered(1), Clock.systemUTC()) : null;
    }

    /** Writes lines at the end; they survive a crash of the machine when this returns. */
    void write(List<String> lines) throws IOException {
        if (chain == null) {
            append(lines);
            return;
        }
        try {
            append(chain.linked(lines));
            chain.written();
        } catch (IOException e) {
            chain.forget();
            throw e;
        }
    }

    private void append(List<String> lines) throws IOException {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        if (Files.exists(file) && Files.size(file) > 0 && Files.size(file) + bytes.length > mostBytes) {
            rotate();
        }
        if (!Files.exists(file)) {
            DurableFile.write(file, new byte[0]);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            long end = channel.size();
            if (end > 0 && !endsLine(channel, end)) {
                // A crash or a full disk has left a line without its end. Its record comes again.
                channel.write(ByteBuffer.wrap(new byte[] {'\n'}), end);
                end++;
            }
            while (buffer.hasRemaining()) {
                channel.write(buffer, end + buffer.position());
            }
            channel.force(false);
        }
    }

    private static boolean endsLine(FileChannel channel, long end) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return channel.read(last, end - 1) == 1 && last.get(0) == '\n';
    }

    private void rotate() throws IOException {
        if (keep > 0) {
            Path partial = file.resolveSibling(file.getFileName() + PARTIAL);
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(partial))) {
                Files.copy(file, out);
            }
            for (int i = keep - 1; i >= 1; i--) {
                if (Files.exists(numbered(i))) {
                    Files.move(numbered(i), numbered(i + 1), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Files.move(partial, numbered(1), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.delete(file);
    }

    private Path numbered(int number) {
        return file.resolveSibling(file.getFileName() + "." + number + ".gz");
    }
}
