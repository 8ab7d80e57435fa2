package io.hookline.benchmarks;

import static io.hookline.benchmarks.contender.Row.USUAL_LENGTH;

import io.hookline.benchmarks.contender.Row;
import io.hookline.benchmarks.hook.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tables of a run. */
final class Tables {

    private static final double NANOS_PER_MICRO = 1_000;

    private Tables() {}

    /**
     * The costs of a call through a chain of the usual length.
     *
     * @param withErrors whether there are enough measurements for error bounds
     */
    static Table calls(Results results, Workload workload, boolean withErrors) {
        Table table = new Table(
                "A call through " + USUAL_LENGTH + " hooks, workload " + name(workload) + ", ns per call and thread",
                withErrors
                        ? List.of("", "1 thread", "+/-", "2 threads", "+/-", "B per call", "to direct")
                        : List.of("", "1 thread", "2 threads", "B per call", "to direct"));
        double direct = results.nanos(Row.DIRECT, workload, USUAL_LENGTH, 1);
        for (Row row : Row.values()) {
            if (Double.isNaN(results.nanos(row, workload, USUAL_LENGTH, 1))) {
                continue;
            }
            List<String> line = new ArrayList<>(List.of(row.label()));
            for (int threads = 1; threads <= 2; threads++) {
                line.add(Table.figure(results.nanos(row, workload, USUAL_LENGTH, threads)));
                if (withErrors) {
                    line.add(Table.figure(results.error(row, workload, USUAL_LENGTH, threads)));
                }
            }
            line.add(Table.whole(results.bytes(row, workload, USUAL_LENGTH)));
            line.add(Table.figure(results.nanos(row, workload, USUAL_LENGTH, 1) / direct));
            table.add(line);
        }
        return table;
    }

    /** The costs of a call by the length of the chain. */
    static Table lengths(Results results) {
        List<String> header = new ArrayList<>(List.of(""));
        Row.LENGTHS.forEach(length -> header.add(String.valueOf(length)));
        Table table = new Table(
                "A call by the number of hooks, workload " + name(Workload.TRIVIAL) + ", 1 thread, ns per call",
                header);
        for (Row row : Row.values()) {
            if (row.isMeasuredByLength() && !Double.isNaN(results.nanos(row, Workload.TRIVIAL, 0, 1))) {
                List<String> line = new ArrayList<>(List.of(row.label()));
                Row.LENGTHS.forEach(length -> line.add(Table.figure(results.nanos(row, Workload.TRIVIAL, length, 1))));
                table.add(line);
            }
        }
        return table;
    }

    /** The costs of a call of long chains. */
    static Table longChains(Results results) {
        List<String> header = new ArrayList<>(List.of(""));
        Row.LONG_LENGTHS.forEach(length -> header.addAll(List.of(length + " hooks", "to direct", "B")));
        Table table = new Table(
                "A call of long chains, workload " + name(Workload.TRIVIAL) + ", 1 thread, ns and bytes per call",
                header);
        for (Row row : Row.values()) {
            boolean isCompared = row == Row.DIRECT || row == Row.HOOKLINE_COMPILED;
            if (Double.isNaN(results.nanos(row, Workload.TRIVIAL, Row.LONG_LENGTHS.get(1), 1))
                    || !(row.isLong() || isCompared)) {
                continue;
            }
            List<String> line = new ArrayList<>(List.of(row.label()));
            for (int length : Row.LONG_LENGTHS) {
                double nanos = results.nanos(row, Workload.TRIVIAL, length, 1);
                line.add(Table.figure(nanos));
                line.add(Table.figure(nanos / results.nanos(Row.DIRECT, Workload.TRIVIAL, length, 1)));
                line.add(Table.whole(results.bytes(row, Workload.TRIVIAL, length)));
            }
            table.add(line);
        }
        return table;
    }

    /** The costs of a call of guarded hooks, with one hook and with the usual number. */
    static Table rungs(Results results) {
        Table table = new Table(
                "A call of guarded hooks, workload " + name(Workload.TRIVIAL) + ", 1 thread, ns and bytes per call",
                List.of("", "1 hook", "B", USUAL_LENGTH + " hooks", "B"));
        for (Row row : Row.values()) {
            boolean isCompared = row == Row.DIRECT || row == Row.HOOKLINE_COMPILED;
            boolean isMeasured = !Double.isNaN(results.nanos(row, Workload.TRIVIAL, 1, 1));
            if (isMeasured && (row.isRung() || isCompared)) {
                table.add(List.of(
                        row.label(),
                        Table.figure(results.nanos(row, Workload.TRIVIAL, 1, 1)),
                        Table.whole(results.bytes(row, Workload.TRIVIAL, 1)),
                        Table.figure(results.nanos(row, Workload.TRIVIAL, USUAL_LENGTH, 1)),
                        Table.whole(results.bytes(row, Workload.TRIVIAL, USUAL_LENGTH))));
            }
        }
        return table;
    }

    /** The costs of a change; each line is the output of {@link io.hookline.benchmarks.change.ChangeBenchmark}. */
    static Table changes(List<Integer> hooks, List<String[]> lines) {
        Table table = new Table(
                "Swap of one hook of 8 under one calling thread, microseconds: median / 99th percentile / maximum",
                List.of("hooks", "swaps", "visible", "compiled", "longest gap", "longest gap, no change"));
        for (int i = 0; i < lines.size(); i++) {
            String[] figures = lines.get(i);
            table.add(List.of(
                    String.valueOf(hooks.get(i)),
                    figures[0],
                    micros(figures, 1),
                    micros(figures, 4),
                    micros(figures, 7),
                    micros(figures, 10)));
        }
        return table;
    }

    private static String name(Workload workload) {
        return workload.name().toLowerCase(Locale.ROOT);
    }

    private static String micros(String[] figures, int from) {
        List<String> three = new ArrayList<>();
        for (int i = from; i < from + 3; i++) {
            three.add(Table.figure(Long.parseLong(figures[i]) / NANOS_PER_MICRO));
        }
        return String.join(" / ", three);
    }
}
