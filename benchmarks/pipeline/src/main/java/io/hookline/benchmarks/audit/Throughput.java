package io.hookline.benchmarks.audit;

import io.hookline.api.plugin.Secrets;
import io.hookline.audit.AuditSink;
import io.hookline.audit.output.AuditOutput;
import io.hookline.audit.output.Delivery;
import io.hookline.audit.status.SpoolStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.h2.util.OsgiDataSourceFactory;
import org.osgi.service.jdbc.DataSourceFactory;

/** How many records a second pass from the source through the spool to an output that is always there. */
final class Throughput {

    /** Sources wait while so many are in memory, so that none is dropped. */
    private static final int MOST_WAITING = 5_000;

    private final Parts parts;
    private final Path folder;
    private final int records;

    Throughput(Path folder, int records) {
        this.folder = folder;
        this.parts = new Parts(folder);
        this.records = records;
    }

    void print(String kind) throws IOException, InterruptedException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            AuditOutput output = output(kind, server);
            Object pipeline = parts.pipeline(Map.of(), "measured", output);
            try {
                run(pipeline, records / 5);
                long nanos = run(pipeline, records);
                SpoolStatus spool = Parts.status(pipeline).spool();
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %,d | %d |%n",
                        kind,
                        records * TimeUnit.SECONDS.toNanos(1) / nanos,
                        spool.dropped() + spool.droppedNewest() + spool.droppedOldest());
            } finally {
                Parts.end(pipeline);
                Parts.invoke(output, "deactivate");
            }
        }
    }

    private static long run(Object pipeline, int count) throws InterruptedException {
        AuditSink sink = Parts.sink(pipeline);
        long before = Parts.status(pipeline).outputs().get(0).sent();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            sink.put(Requests.record(i));
            while (i % 100 == 0 && Parts.status(pipeline).spool().waiting() > MOST_WAITING) {
                Thread.sleep(1);
            }
        }
        while (Parts.status(pipeline).outputs().get(0).sent() - before < count) {
            Thread.sleep(1);
        }
        return System.nanoTime() - start;
    }

    private AuditOutput output(String kind, ServerSocket server) {
        return switch (kind) {
            case "file" -> file(false);
            case "file, chained" -> file(true);
            case "H2 table" -> table();
            case "syslog over TCP" -> syslog(server);
            default -> entries -> Collections.nCopies(entries.size(), Delivery.DONE);
        };
    }

    private AuditOutput file(boolean isChained) {
        return (AuditOutput)
                parts.component("io.hookline.plugin.auditfile.internal.AuditFile", Map.of("chain", isChained));
    }

    private AuditOutput table() {
        Secrets secrets = configured -> configured;
        Object output = parts.component(
                "io.hookline.plugin.auditjdbc.internal.AuditJdbc",
                Map.of(
                        "url",
                        "jdbc:h2:" + folder.toAbsolutePath().resolve("records"),
                        "user",
                        "sa",
                        "createTable",
                        true),
                secrets);
        Parts.invoke(
                output,
                "bindDriver",
                new OsgiDataSourceFactory(new org.h2.Driver()),
                Map.of(DataSourceFactory.OSGI_JDBC_DRIVER_CLASS, "org.h2.Driver"));
        return (AuditOutput) output;
    }

    /** The server reads and does nothing else. */
    private AuditOutput syslog(ServerSocket server) {
        Thread reader = new Thread(() -> read(server), "syslog server");
        reader.setDaemon(true);
        reader.start();
        return (AuditOutput) parts.component(
                "io.hookline.plugin.auditsyslog.internal.AuditSyslog",
                Map.of("host", "127.0.0.1", "port", server.getLocalPort(), "transport", "tcp"));
    }

    private static void read(ServerSocket server) {
        byte[] buffer = new byte[1 << 16];
        while (!server.isClosed()) {
            try (Socket connection = server.accept()) {
                while (connection.getInputStream().read(buffer) >= 0) {
                    // It is not looked at.
                }
            } catch (IOException e) {
                // The run has ended.
            }
        }
    }
}
