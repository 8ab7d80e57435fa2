package io.hookline.shell.internal.core;

import io.hookline.api.runtime.ChainStatus;
import io.hookline.api.runtime.HookStatus;
import io.hookline.api.runtime.RuntimeStats;
import io.hookline.common.text.Printable;
import io.hookline.common.text.Table;
import io.hookline.shell.command.Arguments;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.internal.text.Durations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The hooks between two looks.
 *
 * @param generation the current generation
 * @param callsInFlight calls that run now
 * @param seconds the time between the looks
 * @param hooks the hooks, sorted
 */
record TopReport(long generation, long callsInFlight, double seconds, List<Row> hooks) {

    private static final double NANOS = 1e9;

    /** What happened between two snapshots of the counts. */
    static TopReport of(RuntimeStats before, RuntimeStats now, long nanos, Key key) {
        Map<String, HookStatus> earlier = new HashMap<>();
        before.chains().forEach(chain -> chain.hooks().forEach(hook -> earlier.put(identity(chain, hook), hook)));
        double seconds = Math.max(1, nanos) / NANOS;
        List<Row> rows = new ArrayList<>();
        for (ChainStatus chain : now.chains()) {
            for (HookStatus hook : chain.hooks()) {
                HookStatus then = earlier.get(identity(chain, hook));
                // One that has come since the look before has counted from 0.
                rows.add(
                        row(chain, hook, then == null ? 0 : then.calls(), then == null ? 0 : then.failures(), seconds));
            }
        }
        rows.sort(key.order.thenComparing(Row::point).thenComparing(Row::hook));
        return new TopReport(now.generation(), now.callsInFlight(), seconds, List.copyOf(rows));
    }

    private static Row row(ChainStatus chain, HookStatus hook, long calls, long failures, double seconds) {
        return new Row(
                chain.point().name(),
                hook.name(),
                hook.plugin(),
                hook.version(),
                Math.max(0, hook.calls() - calls) / seconds,
                Math.max(0, hook.failures() - failures) / seconds,
                hook.calls(),
                hook.failures(),
                hook.inFlight(),
                hook.latency().samples(),
                hook.latency().p50Nanos(),
                hook.latency().p99Nanos(),
                hook.latency().maxNanos());
    }

    private static String identity(ChainStatus chain, HookStatus hook) {
        return chain.point().name() + '\n' + hook.name() + '\n' + hook.bundleId() + '\n' + hook.serviceId();
    }

    /** A table that fits a screen. */
    String text(int screen) {
        double busiest = hooks.stream().mapToDouble(Row::callsPerSecond).max().orElse(0);
        String head = String.format(
                Locale.ROOT,
                "generation %d  hooks %d  in flight %d  busiest %s/s  failures %s/s\n\n",
                generation,
                hooks.size(),
                callsInFlight,
                rate(busiest),
                rate(hooks.stream().mapToDouble(Row::failuresPerSecond).sum()));
        if (hooks.isEmpty()) {
            return head + "No hook is in any chain. The plugins: hook:plugins\n";
        }
        Table table = new Table(
                "POINT", "HOOK", "RELEASE", "CALLS/S", "FAILED/S", "CALLS", "FAILED", "IN FLIGHT", "P50", "P99", "MAX");
        for (Row row : hooks) {
            boolean timed = row.samples() > 0;
            table.row(
                    row.point(),
                    row.hook(),
                    row.version(),
                    rate(row.callsPerSecond()),
                    rate(row.failuresPerSecond()),
                    row.calls(),
                    row.failures(),
                    row.inFlight(),
                    timed ? Durations.ofNanos(row.p50Nanos()) : "-",
                    timed ? Durations.ofNanos(row.p99Nanos()) : "-",
                    timed ? Durations.ofNanos(row.maxNanos()) : "-");
        }
        return head + table.text(screen);
    }

    private static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 9.95 && perSecond > 0 ? "%.1f" : "%.0f", perSecond);
    }

    /**
     * A hook at a point.
     *
     * @param point the point
     * @param hook the hook's name
     * @param plugin symbolic name of its bundle
     * @param version its bundle's version
     * @param callsPerSecond calls that ended since the look before, a second
     * @param failuresPerSecond those of them that failed, a second
     * @param calls all calls, as hook:stats counts them
     * @param failures all failures
     * @param inFlight calls that are in its chain now
     * @param samples how many calls were timed
     * @param p50Nanos the median of their times
     * @param p99Nanos the 99th percentile
     * @param maxNanos the longest
     */
    record Row(
            String point,
            String hook,
            String plugin,
            String version,
            double callsPerSecond,
            double failuresPerSecond,
            long calls,
            long failures,
            long inFlight,
            long samples,
            long p50Nanos,
            long p99Nanos,
            long maxNanos) {}

    /** What the rows are sorted by. */
    enum Key {
        RATE(Comparator.comparingDouble(Row::callsPerSecond).reversed()),
        FAILING(Comparator.comparingDouble(Row::failuresPerSecond).reversed()),
        CALLS(Comparator.comparingLong(Row::calls).reversed()),
        FAILURES(Comparator.comparingLong(Row::failures).reversed()),
        FLIGHT(Comparator.comparingLong(Row::inFlight).reversed()),
        P50(Comparator.comparingLong(Row::p50Nanos).reversed()),
        P99(Comparator.comparingLong(Row::p99Nanos).reversed()),
        MAX(Comparator.comparingLong(Row::maxNanos).reversed()),
        NAME(Comparator.comparing(Row::point));

        @SuppressWarnings("ImmutableEnumChecker") // A comparator by a component of a record is immutable.
        private final Comparator<Row> order;

        Key(Comparator<Row> order) {
            this.order = order;
        }

        /** The key that was typed. */
        static Key of(Arguments given) {
            String typed = given.value("--by", RATE.toString());
            return Arrays.stream(values())
                    .filter(key -> key.toString().equals(typed))
                    .findFirst()
                    .orElseThrow(() -> new CommandException(
                            "--by is one of " + String.join(", ", names()) + ", not \"" + Printable.of(typed) + "\""));
        }

        private static List<String> names() {
            return Arrays.stream(values()).map(Key::toString).toList();
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
