package io.hookline.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A text table: the first column is aligned left, all others right. */
final class Table {

    private final String title;
    private final List<List<String>> lines = new ArrayList<>();

    Table(String title, List<String> header) {
        this.title = title;
        lines.add(header);
    }

    void add(List<String> line) {
        lines.add(line);
    }

    /** Prints it, unless it has only a header. */
    void print(PrintStream out) {
        if (lines.size() == 1) {
            return;
        }
        out.println();
        out.println(title);
        int columns = lines.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> line : lines) {
            for (int i = 0; i < line.size(); i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < line.size(); i++) {
                text.append(String.format(i == 0 ? "%-" + widths[i] + "s" : "  %" + widths[i] + "s", line.get(i)));
            }
            out.println(text.toString().stripTrailing());
        }
    }

    /** A figure without decimals. */
    static String whole(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.0f", value);
    }

    /** A figure with as many decimals as make sense for its size. */
    static String figure(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        return String.format(Locale.ROOT, value < 99.95 ? "%.1f" : "%.0f", value);
    }
}
