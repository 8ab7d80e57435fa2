package io.hookline.runtime;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the audit output {@code file} has written, read on with each look. Used by one thread. */
final class DemoRecords {

    private static final Pattern SEQUENCE = Pattern.compile("^\\{\"sequence\":([0-9]+),");
    private static final Pattern CALL = Pattern.compile("\"resource\":\"" + AuditDemoLoad.PATH + "([0-9]+)\"");
    private static final Pattern COLLECTOR = Pattern.compile("\"" + AuditDemo.COLLECTOR + "@([0-9.]+)\"");

    private static final int MOST_BYTES = 1 << 22;

    private final Path file;
    private final BitSet sequences = new BitSet();
    private final BitSet calls = new BitSet();
    private long readTo;
    private long lines;
    private long byFirst;
    private long bySecond;

    DemoRecords(Path file) {
        this.file = file;
    }

    /** Reads what was written since the last look. */
    void look() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
            int taken;
            do {
                byte[] bytes = new byte[(int) Math.min(MOST_BYTES, open.length() - readTo)];
                open.seek(readTo);
                open.readFully(bytes);
                taken = lines(bytes);
                readTo += taken;
            } while (taken > 0);
        }
    }

    /** The sequences of the records. */
    BitSet sequences() {
        return sequences;
    }

    /** The numbers of the load's calls that have a record. */
    BitSet calls() {
        return calls;
    }

    /** How many records there are, with those that came twice. */
    long lines() {
        return lines;
    }

    /** How many of them the collector 1.0.0 has made. */
    long byFirst() {
        return byFirst;
    }

    /** How many of them the collector 1.1.0 has made. */
    long bySecond() {
        return bySecond;
    }

    /** Takes the whole lines; how many bytes they have. */
    private int lines(byte[] bytes) {
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                line(new String(bytes, start, i - start, StandardCharsets.UTF_8));
                start = i + 1;
            }
        }
        return start;
    }

    private void line(String line) {
        Matcher sequence = SEQUENCE.matcher(line);
        if (!sequence.find()) {
            // A crash has left it without its end, and its record has come again.
            return;
        }
        lines++;
        int number = Integer.parseInt(sequence.group(1));
        if (sequences.get(number)) {
            return;
        }
        sequences.set(number);
        Matcher call = CALL.matcher(line);
        if (call.find()) {
            calls.set(Integer.parseInt(call.group(1)));
            Matcher collector = COLLECTOR.matcher(line);
            boolean isFirst = collector.find() && collector.group(1).equals("1.0.0");
            byFirst += isFirst ? 1 : 0;
            bySecond += isFirst ? 0 : 1;
        }
    }
}
