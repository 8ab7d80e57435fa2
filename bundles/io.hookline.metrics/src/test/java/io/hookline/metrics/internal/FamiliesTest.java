package io.hookline.metrics.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.runtime.HookStatus;
import io.hookline.metrics.internal.Exposition.Format;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The limit on series, and what labels may hold. */
final class FamiliesTest {

    private static final int MOST = 100;
    private static final int HOOKS = 10_000;

    @Test
    void addsUpWhatExceedsTheLimitOfSeries() throws Exception {
        String text = textOf(families -> {
            Family calls = families.counter("hookline_hook_calls", "Calls", "plugin", "hook");
            for (int i = 0; i < HOOKS; i++) {
                calls.add(1, "many", String.format("hook-%05d", i));
            }
        });
        List<String> series = text.lines()
                .filter(line -> line.startsWith("hookline_hook_calls_total{"))
                .toList();
        assertThat(series).hasSize(MOST);
        assertThat(series).contains("hookline_hook_calls_total{hook=\"hook-00098\",plugin=\"many\"} 1.0");
        assertThat(series)
                .contains("hookline_hook_calls_total{hook=\"other\",plugin=\"other\"} " + (HOOKS - MOST + 1.0));
        assertThat(text).contains("hookline_metrics_overflow_series{metric=\"hookline_hook_calls\"} 9901.0");
    }

    @Test
    void leavesOutTimesThatExceedTheLimit() throws Exception {
        HookStatus.Latency took = new HookStatus.Latency(5, 1_000, 2_000, 3_000);
        String text = textOf(families -> {
            LatencyFamily latency = families.latency("hookline_hook_latency_seconds", "Time", "hook");
            for (int i = 0; i < MOST + 3; i++) {
                latency.add(took, "hook-" + i);
            }
        });
        assertThat(text.lines().filter(line -> line.startsWith("hookline_hook_latency_seconds_count")))
                .hasSize(MOST);
        assertThat(text).contains("hookline_metrics_overflow_series{metric=\"hookline_hook_latency_seconds\"} 3.0");
    }

    @Test
    void addsUpNothingBelowTheLimit() throws Exception {
        String text = textOf(families -> {
            Family calls = families.gauge("hookline_hook_in_flight", "Calls", "hook");
            for (int i = 0; i < MOST; i++) {
                calls.add(1, "hook-" + i);
            }
        });
        assertThat(text).doesNotContain("other").doesNotContain("overflow");
    }

    @Test
    void cutsLongLabelsAndEscapesThem() throws Exception {
        String text = textOf(families ->
                families.gauge("hookline_hook_in_flight", "Calls", "hook").add(1, "a\"b\n" + "x".repeat(10_000)));
        assertThat(text).contains("hook=\"a\\\"b\\n" + "x".repeat(123) + "…\"");
    }

    private static String textOf(MetricSource source) throws Exception {
        try (Exposition exposition = new Exposition(List.of(source), () -> 0)) {
            return exposition.text(Format.PROMETHEUS, MOST);
        }
    }
}
