package io.hookline.benchmarks;

import io.hookline.benchmarks.contender.Row;
import io.hookline.benchmarks.hook.Workload;
import java.util.List;

/**
 * Rows that are measured together.
 *
 * @param rows the contenders
 * @param workload the work of each hook
 * @param lengths the numbers of hooks
 * @param threads the number of calling threads
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
