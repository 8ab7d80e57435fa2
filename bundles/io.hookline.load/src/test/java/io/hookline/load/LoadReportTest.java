package io.hookline.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.hookline.load.LoadReport.Count;
import io.hookline.load.LoadReport.Latencies;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LoadReportTest {

    private static final Latencies LATENCIES =
            new Latencies(412_000, 900_000, 5_100_000, 12_000_000, 80_000_000, 700_000);

    @Test
    void theTableShowsThroughputErrorsByKindAndLatencies() {
        String text = report(2_000).text();
        assertThat(text)
                .contains(
                        "GET http://127.0.0.1/: 2,000 calls a second over 16 connections for 10 s, after 1 s of warm-up")
                .containsPattern("calls +19,990 +1,999.0 a second; 2,000 were requested")
                .containsPattern("  200 +19,900\n")
                .containsPattern("errors +100 +0.50 %")
                .containsPattern("  timeout +90 +no answer within 10 s")
                .containsPattern("  not made +10 +due, but all connections were busy")
                .containsPattern("latency, ms +p50 +p90 +p99 +p99.9 +max +mean\n")
                .containsPattern("  from when due +0.41 +0.90 +5.10 +12.00 +80.00 +0.70\n")
                .contains("as made, uncorrected")
                .doesNotContain("not corrected");
    }

    @Test
    void withoutARateTheReportSaysThatLatenciesAreNotCorrected() {
        assertThat(report(0).text())
                .contains("as fast as it goes")
                .contains("Latencies are not corrected")
                .doesNotContain("uncorrected\n");
    }

    @Test
    void textOfATargetIsEscaped() {
        LoadReport report = with(List.of(new Count(LoadOutcome.failed("bad\u001b[2J", "line\nbreak\u202e"), 1)), 0);
        assertThat(report.text()).contains("bad\\u001B[2J").contains("line\\nbreak\\u202E");
        assertThat(report.json())
                .doesNotContain("\u001b")
                .doesNotContain("\u202e")
                .contains("\\u202E");
    }

    @Test
    void theJsonHasEachFigureInItsUnit() throws IOException {
        List<String> names = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(report(2_000).json())) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    names.add(json.currentName());
                }
            }
        }
        assertThat(names)
                .contains("what", "rate", "connections", "calls", "perSecond", "errors", "errorPercent", "p99Nanos")
                .contains("latencyAsMade");
    }

    @Test
    void acceptsErrorsUpToTheLimit() {
        assertThat(report(2_000).isGood(0)).isFalse();
        assertThat(report(2_000).isGood(0.5)).isTrue();
        assertThat(with(List.of(), 0).isGood(100)).isTrue();
    }

    @Test
    void progressIsALine() {
        assertThat(new LoadTick(2_000_000_000L, false, 1_999.6, 1_230_000, 3).text())
                .isEqualTo("    2 s        2,000 a second  p99   1.23 ms  3 errors");
        assertThat(new LoadTick(1_000_000_000L, true, 0, 0, 0).text()).isEqualTo("    1 s  warm-up");
    }

    private static LoadReport report(long rate) {
        return with(
                List.of(
                        new Count(LoadOutcome.well("200"), 19_900),
                        new Count(LoadOutcome.failed("timeout", "no answer within 10 s"), 90)),
                rate);
    }

    private static LoadReport with(List<Count> outcomes, long rate) {
        LoadPlan plan = new LoadPlan(
                "GET http://127.0.0.1/",
                16,
                "connections",
                rate,
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ofSeconds(12),
                LoadPlan.LatencyUnit.MICROSECONDS);
        return new LoadReport(
                plan, 10, 19_990, 1_999, 100, 0.5, 10, 0, false, outcomes, LATENCIES, rate > 0 ? LATENCIES : null);
    }
}
