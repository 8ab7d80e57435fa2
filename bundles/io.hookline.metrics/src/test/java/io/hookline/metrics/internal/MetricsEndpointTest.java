package io.hookline.metrics.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.metrics.internal.Exposition.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is served, against what is documented. */
final class MetricsEndpointTest {

    private static final Pattern FAMILY = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern ROW = Pattern.compile("\\| `((?:hookline|jvm|process|system)_\\w+)` \\| (\\w+) \\|.*");
    /** Only some collectors and systems have these. */
    private static final Set<String> NOT_EVERYWHERE = Set.of(
            "jvm_gc_pause_seconds",
            "jvm_gc_pause_seconds_max",
            "jvm_gc_concurrent_phase_time_seconds",
            "jvm_gc_concurrent_phase_time_seconds_max",
            "system_load_average_1m",
            "process_files_max_files",
            "process_files_open_files",
            "hookline_metrics_overflow_series");

    private final Exposition exposition = new Exposition(TestSources.all(), System::nanoTime);

    @AfterEach
    void close() {
        exposition.close();
    }

    @Test
    void documentsEachMetricWithItsType() throws Exception {
        Set<String> served = new TreeSet<>();
        Matcher families = FAMILY.matcher(exposition.text(Format.PROMETHEUS, 100));
        while (families.find()) {
            served.add(families.group(1) + " " + families.group(2));
        }
        Set<String> documented = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("..", "..", "docs", "observability.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                documented.add(row.group(1) + " " + row.group(2));
            }
        }
        assertThat(documented).containsAll(served);
        documented.removeIf(each -> NOT_EVERYWHERE.contains(each.substring(0, each.indexOf(' '))));
        served.removeIf(each -> NOT_EVERYWHERE.contains(each.substring(0, each.indexOf(' '))));
        assertThat(served).containsAll(documented);
    }

    @Test
    void namesCountersAndUnitsAsPrometheusDoes() throws Exception {
        Matcher families = FAMILY.matcher(exposition.text(Format.PROMETHEUS, 100));
        while (families.find()) {
            String name = families.group(1);
            assertThat(name).matches("[a-z][a-z0-9_]*");
            assertThat(name.endsWith("_total"))
                    .as(name)
                    .isEqualTo(families.group(2).equals("counter"));
            assertThat(name).doesNotContain("millis").doesNotContain("nanos").doesNotContain("percent");
        }
    }

    @Test
    void showsTheTraceOfASlowRequest() throws Exception {
        String text = exposition.text(Format.OPEN_METRICS, 100);
        assertThat(text.lines()
                        .filter(line -> line.contains("request_duration_seconds_bucket") && line.contains("0.025")))
                .singleElement()
                .asString()
                .contains("{status_class=\"2xx\",le=\"0.025\"} 3 # {")
                .contains("trace_id=\"4bf92f3577b34da6a3ce929d0e0e4736\"")
                .contains("span_id=\"00f067aa0ba902b7\"");
    }

    @Test
    void showsEachHookOnceThatIsInAChainAndOnARoute() throws IOException {
        String hooks = exposition
                .text(Format.PROMETHEUS, 100)
                .lines()
                .filter(line -> line.startsWith("hookline_hook_calls_total"))
                .collect(Collectors.joining("\n"));
        assertThat(hooks)
                .isEqualTo("hookline_hook_calls_total{hook=\"auth\",plugin=\"org.example.auth\","
                        + "point=\"http.pre-request\",version=\"1.0.0\"} 7.0\n"
                        + "hookline_hook_calls_total{hook=\"auth\",plugin=\"org.example.auth\","
                        + "point=\"http.pre-request\",version=\"1.1.0\"} 3.0");
    }

    @Test
    void showsWhatModulesHaveDefinedInLabels() throws IOException {
        assertThat(exposition.text(Format.PROMETHEUS, 100))
                .contains("hookline_module_counter_total{metric=\"requests\",plugin=\"policy.tenant\"} 1.8446744")
                .contains("hookline_module_gauge{metric=\"open\",plugin=\"policy.tenant\"} 3.0")
                .contains("values_total{metric=\"size\\n\\\"}\",plugin=\"policy.tenant\"} 2.0")
                .contains("value_sum{metric=\"size\\n\\\"}\",plugin=\"policy.tenant\"} 70.0");
    }

    @Test
    void leavesOutPartsThatAreNotThere() throws Exception {
        try (Exposition alone = new Exposition(TestSources.none(), System::nanoTime)) {
            assertThat(alone.text(Format.PROMETHEUS, 100))
                    .contains("hookline_gateway_up 0.0")
                    .contains("jvm_memory_used_bytes{")
                    .doesNotContain("hookline_hook_calls")
                    .doesNotContain("hookline_audit");
        }
    }
}
