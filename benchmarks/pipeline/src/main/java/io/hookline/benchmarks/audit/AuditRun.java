package io.hookline.benchmarks.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Prints the tables of {@code benchmarks/audit}. The argument is how many records each figure takes. */
public final class AuditRun {

    private AuditRun() {}

    /** Runs everything. */
    public static void main(String[] arguments) throws Exception {
        int records = Integer.parseInt(arguments[0]);
        Path folder = Files.createTempDirectory(Path.of(arguments[1]), "audit");
        try {
            System.out.println("| Output | Records/s | Dropped |\n|---|---|---|");
            for (String output : List.of("none", "file", "file, chained", "H2 table", "syslog over TCP")) {
                new Throughput(folder.resolve(output.replace(' ', '-')), records).print(output);
            }
            System.out.println("\n| A call with | Mean, ns | p50 | p99 | Lost |\n|---|---|---|---|---|");
            new CallCost(folder, records).print();
            System.out.println("\n| Records made, output down | Heap, MB | Spool, MB |\n|---|---|---|");
            new Outage(folder.resolve("outage"), records).print();
        } finally {
            delete(folder);
        }
        // Threads of libraries may go on.
        System.exit(0);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
