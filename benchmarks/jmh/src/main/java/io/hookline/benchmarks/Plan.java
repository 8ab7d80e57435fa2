package io.hookline.benchmarks;

import static io.hookline.benchmarks.contender.Row.USUAL_LENGTH;

import io.hookline.benchmarks.contender.Row;
import io.hookline.benchmarks.hook.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** The measurements of a run, and their durations. */
enum Plan {
    /** Everything once, briefly, within three minutes. */
    QUICK(1, 3, 200, 3, 300, List.of(10, 1_000), 4) {
        @Override
        List<Pass> passesOfCalls(Predicate<Row> wanted) {
            List<Integer> usual = List.of(USUAL_LENGTH);
            return new ArrayList<>(List.of(
                    new Pass(rows(wanted), Workload.TRIVIAL, usual, 1),
                    new Pass(rows(wanted), Workload.TRIVIAL, usual, 2),
                    new Pass(rows(wanted.and(Row::isLeading)), Workload.SMALL, usual, 1)));
        }
    },
    /** Everything, several times. */
    FULL(3, 5, 500, 5, 500, List.of(10, 1_000, 10_000), 30) {
        @Override
        List<Pass> passesOfCalls(Predicate<Row> wanted) {
            List<Pass> passes = new ArrayList<>();
            for (Workload workload : Workload.values()) {
                for (int threads = 1; threads <= 2; threads++) {
                    passes.add(new Pass(rows(wanted), workload, List.of(USUAL_LENGTH), threads));
                }
            }
            List<Integer> others = Row.LENGTHS.stream()
                    .filter(length -> length != USUAL_LENGTH)
                    .toList();
            passes.add(new Pass(rows(wanted.and(Row::isMeasuredByLength)), Workload.TRIVIAL, others, 1));
            return passes;
        }
    };

    private final int forks;
    private final int warmUps;
    private final int warmUpMillis;
    private final int measurements;
    private final int measurementMillis;

    @SuppressWarnings("ImmutableEnumChecker") // Made by List.of.
    private final List<Integer> hooksAtChanges;

    private final int changeSeconds;

    Plan(
            int forks,
            int warmUps,
            int warmUpMillis,
            int measurements,
            int measurementMillis,
            List<Integer> hooksAtChanges,
            int changeSeconds) {
        this.forks = forks;
        this.warmUps = warmUps;
        this.warmUpMillis = warmUpMillis;
        this.measurements = measurements;
        this.measurementMillis = measurementMillis;
        this.hooksAtChanges = hooksAtChanges;
        this.changeSeconds = changeSeconds;
    }

    /** The passes over the selected rows, and over direct calls, with which the others are compared. */
    final List<Pass> passes(Predicate<Row> wanted) {
        List<Pass> passes = passesOfCalls(wanted);
        if (Arrays.stream(Row.values()).anyMatch(wanted.and(Row::isRung))) {
            Predicate<Row> compared = row -> row == Row.HOOKLINE_COMPILED;
            passes.add(new Pass(rows(wanted.and(Row::isRung).or(compared)), Workload.TRIVIAL, List.of(1), 1));
        }
        if (Arrays.stream(Row.values()).anyMatch(wanted.and(Row::isLong))) {
            Predicate<Row> compared = row -> row == Row.HOOKLINE_COMPILED;
            passes.add(new Pass(rows(wanted.and(Row::isLong).or(compared)), Workload.TRIVIAL, Row.LONG_LENGTHS, 1));
        }
        return passes;
    }

    abstract List<Pass> passesOfCalls(Predicate<Row> wanted);

    int forks() {
        return forks;
    }

    int warmUps() {
        return warmUps;
    }

    int warmUpMillis() {
        return warmUpMillis;
    }

    int measurements() {
        return measurements;
    }

    int measurementMillis() {
        return measurementMillis;
    }

    /** The numbers of hooks while one is replaced. */
    List<Integer> hooksAtChanges() {
        return hooksAtChanges;
    }

    /** How long it is replaced repeatedly. */
    int changeSeconds() {
        return changeSeconds;
    }

    private static List<Row> rows(Predicate<Row> wanted) {
        return Arrays.stream(Row.values())
                .filter(row -> row == Row.DIRECT || wanted.test(row))
                .toList();
    }
}
