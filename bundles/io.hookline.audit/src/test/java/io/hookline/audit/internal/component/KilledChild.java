package io.hookline.audit.internal.component;

import io.hookline.audit.output.AuditOutput;
import io.hookline.audit.output.Delivery;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Map;

/**
 * A process that makes numbered records and delivers them to a file, until it is killed. It prints the number up to
 * which records are in the spool.
 */
final class KilledChild {

    static final String OUTPUT = "file";

    private KilledChild() {}

    /** The folder, the file, and the first number. */
    public static void main(String[] arguments) throws Exception {
        Path delivered = Path.of(arguments[1]);
        long number = Long.parseLong(arguments[2]);
        Pipeline pipeline = SpoolKillTest.open(Path.of(arguments[0]));
        pipeline.bind(OUTPUT, output(delivered), 0);
        for (long written = 0; ; ) {
            pipeline.put(SpoolKillTest.record(number++));
            written++;
            while (pipeline.spool().written() < written) {
                Thread.onSpinWait();
            }
            System.out.println(number - 1);
        }
    }

    static AuditOutput output(Path delivered) {
        return entries -> {
            StringBuilder lines = new StringBuilder();
            entries.forEach(entry -> lines.append(entry.record().action()).append('\n'));
            Files.writeString(
                    delivered, lines, StandardCharsets.US_ASCII, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return Collections.nCopies(entries.size(), Delivery.DONE);
        };
    }

    static Map<String, Object> options() {
        return Map.of(
                "flushMillis", 0L, "segmentBytes", 10_000L, "batchRecords", 7, "retryMillis", 1L, "retryMaxMillis", 2L);
    }
}
