package io.hookline.benchmarks;

import io.hookline.benchmarks.contender.Row;
import io.hookline.benchmarks.hook.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** JMH's results by contender, workload, length and threads. */
final class Results {

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final List<RunResult> all = new ArrayList<>();
    private final Map<Cell, RunResult> byCell = new HashMap<>();

    void add(Collection<RunResult> results) {
        for (RunResult result : results) {
            all.add(result);
            BenchmarkParams params = result.getParams();
            byCell.put(
                    new Cell(
                            Row.valueOf(params.getParam("row")),
                            Workload.valueOf(params.getParam("workload")),
                            Integer.parseInt(params.getParam("length")),
                            params.getThreads()),
                    result);
        }
    }

    List<RunResult> all() {
        return all;
    }

    /** Nanoseconds per call; NaN if it was not measured. */
    double nanos(Row row, Workload workload, int length, int threads) {
        RunResult result = byCell.get(new Cell(row, workload, length, threads));
        return result == null ? Double.NaN : result.getPrimaryResult().getScore();
    }

    /** Half the width of the 99.9 % confidence interval; NaN if it was not measured. */
    double error(Row row, Workload workload, int length, int threads) {
        RunResult result = byCell.get(new Cell(row, workload, length, threads));
        return result == null ? Double.NaN : result.getPrimaryResult().getScoreError();
    }

    /** Bytes allocated per call on one thread; NaN if it was not measured. */
    double bytes(Row row, Workload workload, int length) {
        RunResult result = byCell.get(new Cell(row, workload, length, 1));
        @Nullable
        Result<?> allocated =
                result == null ? null : result.getSecondaryResults().get(ALLOCATED);
        return allocated == null ? Double.NaN : allocated.getScore();
    }

    private record Cell(Row row, Workload workload, int length, int threads) {}
}
