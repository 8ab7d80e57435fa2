package io.hookline.shell.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.shell.internal.gogo.CommandShell;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TopCommandTest {

    private final AtomicLong now = new AtomicLong();

    @Test
    void countsAreThoseOfStats() {
        CommandShell shell = shell(Integer.MAX_VALUE);
        JsonNode top = shell.json("top", "--once", "--by", "name", "--json");
        JsonNode stats = new CommandShell(new StatsCommand(FakeCore.of(FakeRuntime.busy()))).json("stats", "--json");

        assertThat(top.at("/seconds").asDouble()).isEqualTo(2);
        assertThat(top.at("/generation")).isEqualTo(stats.at("/generation"));
        assertThat(top.at("/hooks")).isNotEmpty().hasSameSizeAs(stats.at("/chains/0/hooks"));
        for (JsonNode hook : stats.at("/chains/0/hooks")) {
            assertThat(top.at("/hooks")).anySatisfy(row -> {
                assertThat(row.get("hook")).isEqualTo(hook.get("name"));
                assertThat(row.get("calls")).isEqualTo(hook.get("calls"));
                assertThat(row.get("failures")).isEqualTo(hook.get("failures"));
                assertThat(row.get("p99Nanos")).isEqualTo(hook.at("/latency/p99Nanos"));
            });
        }
    }

    @Test
    void aRateIsThatOfTheTimeSinceTheLookBefore() {
        var idle = FakeRuntime.empty().stats();
        var busy = FakeRuntime.busy().stats();
        TopReport report = TopReport.of(idle, busy, TimeUnit.SECONDS.toNanos(2), TopReport.Key.RATE);

        assertThat(report.hooks().get(0)).satisfies(row -> {
            assertThat(row.callsPerSecond()).isEqualTo(row.calls() / 2.0);
            assertThat(row.calls()).isEqualTo(1234);
        });
        assertThat(TopReport.of(busy, busy, 1, TopReport.Key.FAILING).hooks())
                .allSatisfy(row -> assertThat(row.callsPerSecond()).isZero());
        assertThat(TopReport.of(idle, busy, 1, TopReport.Key.FAILURES)
                        .hooks()
                        .get(0)
                        .failures())
                .isEqualTo(1);
        assertThat(TopReport.of(idle, idle, 1, TopReport.Key.NAME).text(80)).contains("No hook is in any chain");
    }

    @Test
    void itIsRedrawnUntilCtrlC() {
        String printed = shell(3).high(30).run("top");
        assertThat(printed).startsWith("generation ").contains("\u001B[J").doesNotContain("Interrupted");
        assertThat(shell(3).run("top", "-o", "json").lines()).hasSize(2);
    }

    @Test
    void anUnknownKeyIsRefused() {
        assertThatThrownBy(() -> shell(1).run("top", "--by", "speed"))
                .hasMessage(
                        "--by is one of rate, failing, calls, failures, flight, p50, p99, max, name, not \"speed\"");
    }

    /** A shell in which pauses take no time, and the pause of that number is interrupted. */
    private CommandShell shell(int interruptedAt) {
        int[] pauses = {0};
        return new CommandShell(new TopCommand(FakeCore.of(FakeRuntime.busy()), now::get, time -> {
            if (++pauses[0] == interruptedAt) {
                throw new InterruptedException();
            }
            now.addAndGet(time.toNanos());
        }));
    }
}
