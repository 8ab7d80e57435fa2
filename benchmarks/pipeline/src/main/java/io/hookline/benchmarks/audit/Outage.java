package io.hookline.benchmarks.audit;

import io.hookline.audit.AuditSink;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The heap and the spool while an output is down and records go on: both have their limits. */
final class Outage {

    private static final long SPOOL_BYTES = 32_000_000;
    private static final int STEPS = 5;
    private static final int MOST_WAITING = 5_000;

    private final Parts parts;
    private final int records;

    Outage(Path folder, int records) {
        this.parts = new Parts(folder);
        this.records = records;
    }

    void print() throws InterruptedException {
        Object pipeline = parts.pipeline(Map.of("spoolBytes", SPOOL_BYTES), "down", entries -> {
            throw new IOException("connection refused");
        });
        AuditSink sink = Parts.sink(pipeline);
        try {
            print(0, pipeline);
            for (int i = 1; i <= records; i++) {
                sink.put(Requests.record(i));
                while (i % 100 == 0 && Parts.status(pipeline).spool().waiting() > MOST_WAITING) {
                    Thread.sleep(1);
                }
                if (i % (records / STEPS) == 0) {
                    print(i, pipeline);
                }
            }
        } finally {
            Parts.end(pipeline);
        }
    }

    private static void print(int made, Object pipeline) {
        System.gc();
        System.out.printf(
                Locale.ROOT,
                "| %,d | %.1f | %.1f |%n",
                made,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6,
                Parts.status(pipeline).spool().bytes() / 1e6);
    }
}
