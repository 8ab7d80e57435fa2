package io.hookline.audit.internal.spool;

import io.hookline.audit.internal.json.RecordJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Prints the records of a spool, one JSON object a line, without a framework: the launcher's {@code spool cat}. Changes
 * nothing, so that it may run beside the process that writes. The launcher shares no class with it.
 *
 * <p>Options: {@code folder}, the folder {@code audit} of the data folder; {@code output}, the name of an output: only
 * the records that it has not got; {@code from}, the least sequence. The result is whether all segments are whole. A
 * tail that is not complete is no damage: the next start cuts it off.
 */
public final class SpoolCatTask implements BiFunction<Map<String, String>, Appendable, Boolean> {

    /** Without state. */
    public SpoolCatTask() {}

    @Override
    public Boolean apply(Map<String, String> options, Appendable out) {
        Path folder = Path.of(options.getOrDefault("folder", "audit"));
        String output = options.getOrDefault("output", "");
        try {
            long from = Long.parseLong(options.getOrDefault("from", "1"));
            if (!output.isEmpty()) {
                Map<String, Long> cursors = Cursors.all(folder.resolve("cursors"));
                Long cursor = cursors.get(output);
                if (cursor == null) {
                    throw new IllegalArgumentException(
                            "there is no output " + output + "; there are: " + String.join(", ", cursors.keySet()));
                }
                from = Math.max(from, cursor);
            }
            return print(folder.resolve("spool"), from, output, out);
        } catch (IOException e) {
            throw new UncheckedIOException("the spool in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean print(Path folder, long from, String output, Appendable out) throws IOException {
        List<SegmentFile> segments = SpoolFolder.segments(folder);
        boolean isWhole = true;
        for (int i = 0; i < segments.size(); i++) {
            long end = i + 1 < segments.size() ? segments.get(i + 1).first() : Long.MAX_VALUE;
            if (end > from) {
                isWhole &= print(segments.get(i), end, from, output, out);
            }
        }
        return isWhole;
    }

    private static boolean print(SegmentFile segment, long end, long from, String output, Appendable out)
            throws IOException {
        try (SegmentReader reader = SegmentReader.open(segment)) {
            boolean isWhole = true;
            boolean isEnd = false;
            while (!isEnd) {
                printWhole(reader, from, output, out);
                long before = reader.sequence();
                isEnd = !reader.skipDamage();
                long after = isEnd && end != Long.MAX_VALUE ? end : reader.sequence();
                if (before < after) {
                    isWhole = false;
                    out.append("{\"damaged\":\"" + segment.path().getFileName() + "\",\"from\":" + before + ",\"to\":"
                            + (after - 1) + "}\n");
                }
            }
            return isWhole;
        } catch (NoSuchFileException e) {
            // All outputs have passed it since, and it was deleted.
            return true;
        }
    }

    private static void printWhole(SegmentReader reader, long from, String output, Appendable out) throws IOException {
        for (SpooledRecord record = reader.next(); record != null; record = reader.next()) {
            if (record.sequence() >= from) {
                String line = line(record, output);
                out.append(line == null ? "" : line);
            }
        }
    }

    private static @Nullable String line(SpooledRecord record, String output) {
        String payload = new String(record.payload(), StandardCharsets.UTF_8);
        if (!output.isEmpty() && !RecordJson.isFor(output, record.payload())) {
            return null;
        }
        return "{\"sequence\":" + record.sequence() + ",\"written\":\"" + Instant.ofEpochMilli(record.millis()) + "\","
                + ascii(payload.substring(1)) + "\n";
    }

    /** JSON escapes control characters of ASCII; all others are escaped here, so that none reaches a terminal. */
    private static String ascii(String json) {
        if (json.chars().allMatch(c -> c < 127)) {
            return json;
        }
        StringBuilder escaped = new StringBuilder(json.length() + 32);
        json.chars().forEach(c -> {
            if (c < 127) {
                escaped.append((char) c);
            } else {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", c));
            }
        });
        return escaped.toString();
    }
}
