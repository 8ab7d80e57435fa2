package io.hookline.benchmarks;

import io.hookline.benchmarks.contender.Row;
import io.hookline.benchmarks.hook.Workload;
import java.util.List;

/**
 * Rows that are measured in one go.
 *
 * @param rows who calls
 * @param workload what the hooks do
 * @param lengths how many hooks there are
 * @param threads how many threads call at once
 */
record Pass(List<Row> rows, Workload workload, List<Integer> lengths, int threads) {

    int count() {
        return rows.size() * lengths.size();
    }

    String[] rowNames() {
        return rows.stream().map(Row::name).toArray(String[]::new);
    }

    String[] lengthNames() {
        return lengths.stream().map(String::valueOf).toArray(String[]::new);
    }
}
