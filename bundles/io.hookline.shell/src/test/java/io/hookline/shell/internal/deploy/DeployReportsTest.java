package io.hookline.shell.internal.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.deploy.DeployResult;
import io.hookline.deploy.JoinedHooks;
import io.hookline.deploy.UnloadStatus;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.ResultFormatter;
import io.hookline.shell.internal.text.Timestamps;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DeployReportsTest {

    @Test
    void statusHidesClosedReleasesThatANewerRowStandsFor() {
        assertThat(StatusReport.of(Snapshots.status(), false, Snapshots.TIMESTAMPS, 120))
                .isEqualTo(
                        """
                PLUGIN            VERSION  STATE    LOADED AT         HEARTBEAT  IN FLIGHT  CALLS  FAILED  P99
                acme.plugin.key   1.0.0    RUNNING  11:00:00          3 s                2   1234       1  107 us
                acme.plugin.rate  1.1.0    CANARY   11:59:00          -                  0      0       0  -
                acme.plugin.rate  1.0.0    RUNNING  2026-11-20 04:26  3 s                2   1234       1  107 us
                    why: calls do\\u001B[2J not end
                acme.plugin.rate  0.9.0    CLOSED   2026-11-19 00:40  -                  0      0       0  -
                2 closed releases not shown: hook:status --all. More: hook:canaries, hook:chain, hook:stats, hook:leaks
                """);
    }

    @Test
    void statusWithAllHasEveryRow() {
        assertThat(StatusReport.of(Snapshots.status(), true, Snapshots.TIMESTAMPS, 160)
                        .lines())
                .hasSize(8);
    }

    @Test
    void statusFitsANarrowScreenWithShortNamesAndTheReasonBelow() {
        assertThat(StatusReport.of(Snapshots.status(), false, Snapshots.TIMESTAMPS, 80))
                .isEqualTo(
                        """
                PLUGIN VERSION STATE   LOADED AT        HEARTBEAT IN FLIGHT CALLS FAILED P99
                key    1.0.0   RUNNING 11:00:00         3 s               2  1234      1 107 us
                rate   1.1.0   CANARY  11:59:00         -                 0     0      0 -
                rate   1.0.0   RUNNING 2026-11-20 04:26 3 s               2  1234      1 107 us
                    why: calls do\\u001B[2J not end
                rate   0.9.0   CLOSED  2026-11-19 00:40 -                 0     0      0 -
                2 closed releases not shown: hook:status --all. More: hook:canaries, hook:chain,
                hook:stats, hook:leaks
                """);
    }

    @Test
    void historyMarksTheCurrentSet() {
        assertThat(text(DeployReports.history(Snapshots.history(), Snapshots.TIMESTAMPS), 100))
                .isEqualTo(
                        """
                SET  WRITTEN AT        RELEASES  BY           CAUSE
                3 *  11:59:00          1 (-1)    -            removed acme.plugin.key\\u001B[2J
                2    11:58:30          2 (~1)    shell:alice  deployed acme.plugin.rate [waived: it lies]
                    reason: JIRA-1\\u001B[2J
                1    2026-11-20 04:26  2         -            first start
                * is the current one; + came, - left, ~ was replaced. Go back: hook:rollback SET; the releases of
                each: hook:history --json
                """);
    }

    @Test
    void quarantineNamesTheContentAndTheWayOut() {
        assertThat(text(DeployReports.quarantine(Snapshots.quarantine(), Snapshots.TIMESTAMPS), 100))
                .isEqualTo(
                        """
                PLUGIN            VERSION  SHA-256       SINCE     BY  REASON
                acme.plugin.rate  1.1.0    3117c4eca598  11:59:00  -   failed as a canary\\n
                Allow one to run again: hook:parole PLUGIN VERSION
                """);
    }

    @Test
    void leaksShowsWhatIsLeftAndWhatHoldsIt() {
        assertThat(LeaksReport.of(Snapshots.unloads(), Snapshots.TIMESTAMPS, 110))
                .isEqualTo(
                        """
                removed releases  3, unloaded 1

                RELEASE                 REMOVED AT  STATE    HELD BY
                acme.plugin.rate 0.9.0  11:59:00    WATCHED  -
                acme.plugin.rate 1.0.0  11:58:30    HELD     thread pool-1\\u001B[2J: stop it
                not inspected  thread locals: --add-opens java.base/java.lang=ALL-UNNAMED
                WATCHED: the garbage collector has not collected it yet. What holds it: hook:leaks --heap PLUGIN VERSION
                """);
    }

    @Test
    void leaksShowsReleasesOfAPluginThatTheSameHoldsInOneRow() {
        List<String> holders = List.of("THREAD: pool-1; remedy: stop it", "TIMER: clock; remedy: cancel it");
        UnloadStatus first = held("acme.rate 1.0.0", 90, holders);
        assertThat(LeaksReport.of(
                        List.of(
                                first,
                                first,
                                held("acme.rate 1.1.0", 60, holders),
                                held("acme.key 1.0.0", 60, holders.subList(0, 1))),
                        Snapshots.TIMESTAMPS,
                        120))
                .isEqualTo(
                        """
                removed releases  4, unloaded 0

                RELEASE                           REMOVED AT  STATE  HELD BY
                acme.rate 1.0.0 (2 times), 1.1.0  11:59:00    HELD   THREAD: pool-1; remedy: stop it; TIMER: clock; remedy: cancel it
                acme.key 1.0.0                    11:59:00    HELD   THREAD: pool-1; remedy: stop it
                What holds it: hook:leaks --heap PLUGIN VERSION
                """);
    }

    private static UnloadStatus held(String release, int secondsAgo, List<String> holders) {
        return new UnloadStatus(
                release, Snapshots.NOW.minusSeconds(secondsAgo), UnloadStatus.State.HELD, holders, List.of());
    }

    @Test
    void leaksOfNothingLeftIsOneLine() {
        assertThat(LeaksReport.of(Snapshots.unloads().subList(0, 1), Snapshots.TIMESTAMPS, 110))
                .isEqualTo("removed releases  1, unloaded 1\n");
    }

    @Test
    void aResultWithoutCallsLeftSaysHowLongItWaited() {
        DeployResult result = new DeployResult(2, 5, List.of("acme.a 2.0.0"), List.of("acme.a 1.0.0"), 3, 0, List.of());
        assertThat(text(DeployReports.result(result), 80))
                .isEqualTo(
                        """
                running   acme.a 2.0.0
                removed   acme.a 1.0.0, after 3 ms for calls in flight
                set       2, generation 5
                """);
    }

    @Test
    void aResultSaysWhichHooksCame() {
        DeployResult result = new DeployResult(
                        2, 5, List.of("acme.a 2.0.0", "acme.b 1.0.0"), List.of(), 0, 0, List.of())
                .withHooks(List.of(
                        new JoinedHooks("acme.a 2.0.0", "http.post-process", 1, false),
                        new JoinedHooks("acme.a 2.0.0", "shop.price", 2, true)));
        assertThat(text(DeployReports.result(result), 120))
                .isEqualTo(
                        """
                running   acme.a 2.0.0: 1 hook at http.post-process; 2 hooks at shop.price, which is not open yet
                          acme.b 1.0.0
                set       2, generation 5
                """);
    }

    @Test
    void timestampsAreToldByTheirDistance() {
        Timestamps timestamps = Snapshots.TIMESTAMPS;
        assertThat(timestamps.ago(null)).isEqualTo("-");
        assertThat(timestamps.ago(Snapshots.NOW.plusSeconds(5))).isEqualTo("0 s");
        assertThat(timestamps.ago(Snapshots.NOW.minusSeconds(119))).isEqualTo("119 s");
        assertThat(timestamps.ago(Snapshots.NOW.minusSeconds(120))).isEqualTo("2 min");
        assertThat(timestamps.ago(Snapshots.NOW.minusSeconds(7_200))).isEqualTo("2 h");
        assertThat(timestamps.ago(Snapshots.NOW.minusSeconds(172_800))).isEqualTo("2 d");
        assertThat(timestamps.at(null)).isEqualTo("-");
    }

    private static String text(CommandResult result, int width) {
        return ResultFormatter.text(width).format(result);
    }
}
