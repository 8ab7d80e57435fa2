package io.hookline.plugin.auditfile.internal;

import io.hookline.common.chain.ChainedLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chain of the lines of a rotated file. It goes on where the file ends, no matter who wrote it: another process, or
 * another release. Once an hour its last hash goes to the log, as an anchor. Not safe for use by several threads.
 */
final class FileChain {

    /** A name of its own, so that a log source may record it. */
    private static final Logger ANCHORS = LoggerFactory.getLogger("io.hookline.chain");

    private static final Duration PAUSE = Duration.ofHours(1);
    /** A record has a million bytes at most. */
    private static final int LONGEST_LINE = 2_500_000;

    private final Path file;
    private final Path rotated;
    private final Clock clock;
    private @Nullable String last;
    private Instant anchored = Instant.MIN;

    /**
     * Of a file.
     *
     * @param rotated what the file is called after it was full
     */
    FileChain(Path file, Path rotated, Clock clock) {
        this.file = file;
        this.rotated = rotated;
        this.clock = clock;
    }

    /** The lines behind those in the file, each with its place. */
    List<String> linked(List<String> objects) throws IOException {
        String previous = last == null ? lastHash() : last;
        List<String> lines = new ArrayList<>(objects.size());
        for (String object : objects) {
            ChainedLine line = ChainedLine.after(previous, object);
            lines.add(line.text());
            previous = line.hash();
        }
        last = previous;
        return lines;
    }

    /** What was linked last may not be in the file. */
    void forget() {
        last = null;
    }

    /** What was linked last is in the file. */
    void written() {
        Instant now = clock.instant();
        if (now.isAfter(anchored.plus(anchored.equals(Instant.MIN) ? Duration.ZERO : PAUSE))) {
            anchored = now;
            ANCHORS.info("audit chain of {}: {}", file, last);
        }
    }

    private String lastHash() throws IOException {
        String line = Files.exists(file) ? lastLine() : "";
        if (line.isEmpty() && Files.exists(rotated)) {
            line = lastLineRotated();
        }
        ChainedLine chained = ChainedLine.of(line);
        return chained == null ? ChainedLine.START : chained.hash();
    }

    /** The last whole line; what a crash has left behind it is cut off, since its record comes again. */
    private String lastLine() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long start = Math.max(0, channel.size() - LONGEST_LINE);
            ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - start));
            while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) > 0) {
                // A read may end early.
            }
            int end = lineEndBefore(bytes, bytes.position());
            if (start + end + 1 < channel.size()) {
                channel.truncate(start + end + 1);
                channel.force(true);
            }
            int begin = lineEndBefore(bytes, end) + 1;
            return end < 0 ? "" : new String(bytes.array(), begin, end - begin, StandardCharsets.UTF_8);
        }
    }

    private static int lineEndBefore(ByteBuffer bytes, int position) {
        int at = position - 1;
        while (at >= 0 && bytes.get(at) != '\n') {
            at--;
        }
        return at;
    }

    private String lastLineRotated() throws IOException {
        String found = "";
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(rotated)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                found = line;
            }
        }
        return found;
    }
}
