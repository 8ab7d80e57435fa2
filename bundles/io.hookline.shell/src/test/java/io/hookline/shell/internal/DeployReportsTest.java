package io.hookline.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.deploy.DeployResult;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DeployReportsTest {

    @Test
    void statusHidesClosedReleasesThatANewerRowStandsFor() {
        assertThat(StatusReport.of(Snapshots.status(), false, Snapshots.MOMENTS, 120))
                .isEqualTo(
                        """
                PLUGIN            VERSION  STATE    LOADED AT         HEARTBEAT  IN FLIGHT  CALLS  FAILED  P99
                acme.plugin.key   1.0.0    RUNNING  11:00:00          3 s                2   1234       1  107 us
                acme.plugin.rate  1.1.0    CANARY   11:59:00          -                  0      0       0  -
                acme.plugin.rate  1.0.0    RUNNING  2026-11-20 04:26  3 s                2   1234       1  107 us
                    why: calls do\\u001B[2J not end
                acme.plugin.rate  0.9.0    CLOSED   2026-11-19 00:40  -                  0      0       0  -
                2 closed not shown: hook:status --all. More: hook:canaries, hook:chain, hook:stats, hook:leaks
                """);
    }

    @Test
    void statusWithAllHasEveryRow() {
        assertThat(StatusReport.of(Snapshots.status(), true, Snapshots.MOMENTS, 160)
                        .lines())
                .hasSize(8);
    }

    @Test
    void statusFitsANarrowScreenWithShortNamesAndTheReasonBelow() {
        assertThat(StatusReport.of(Snapshots.status(), false, Snapshots.MOMENTS, 80))
                .isEqualTo(
                        """
                PLUGIN VERSION STATE   LOADED AT        HEARTBEAT IN FLIGHT CALLS FAILED P99
                key    1.0.0   RUNNING 11:00:00         3 s               2  1234      1 107 us
                rate   1.1.0   CANARY  11:59:00         -                 0     0      0 -
                rate   1.0.0   RUNNING 2026-11-20 04:26 3 s               2  1234      1 107 us
                    why: calls do\\u001B[2J not end
                rate   0.9.0   CLOSED  2026-11-19 00:40 -                 0     0      0 -
                2 closed not shown: hook:status --all. More: hook:canaries, hook:chain,
                hook:stats, hook:leaks
                """);
    }

    @Test
    void historyMarksTheSetInForce() {
        assertThat(DeployReports.history(Snapshots.history(), Snapshots.MOMENTS, 100))
                .isEqualTo(
                        """
                SET  WRITTEN AT        RELEASES   CAUSE
                3 *  11:59:00          1 (+0 -1)  removed acme.plugin.key\\u001B[2J
                2    11:58:30          2 (+1 -0)  deployed acme.plugin.rate [waived: it lies]
                1    2026-11-20 04:26  2          first start
                * is in force. Go back: hook:rollback SET; what is in one: hook:history --json
                """);
    }

    @Test
    void quarantineNamesTheContentAndTheWayOut() {
        assertThat(DeployReports.quarantine(Snapshots.quarantine(), Snapshots.MOMENTS, 100))
                .isEqualTo(
                        """
                PLUGIN            VERSION  SHA-256       SINCE     REASON
                acme.plugin.rate  1.1.0    3117c4eca598  11:59:00  failed as a canary\\n
                Let one out: hook:parole PLUGIN VERSION
                """);
    }

    @Test
    void leaksShowsWhatIsLeftAndWhatHoldsIt() {
        assertThat(DeployReports.leaks(Snapshots.unloads(), Snapshots.MOMENTS, 110))
                .isEqualTo(
                        """
                removed releases  3, of them unloaded 1

                RELEASE                 REMOVED AT  STATE    HELD BY
                acme.plugin.rate 0.9.0  11:59:00    WATCHED  -
                acme.plugin.rate 1.0.0  11:58:30    HELD     thread pool-1\\u001B[2J: stop it
                not looked at  thread locals: --add-opens java.base/java.lang=ALL-UNNAMED
                WATCHED: the garbage collector has not been at it yet. What holds one: hook:leaks --heap PLUGIN VERSION
                """);
    }

    @Test
    void leaksOfNothingLeftIsOneLine() {
        assertThat(DeployReports.leaks(Snapshots.unloads().subList(0, 1), Snapshots.MOMENTS, 110))
                .isEqualTo("removed releases  1, of them unloaded 1\n");
    }

    @Test
    void aResultWithoutCallsLeftSaysHowLongItWaited() {
        DeployResult result = new DeployResult(2, 5, List.of("acme.a 2.0.0"), List.of("acme.a 1.0.0"), 3, 0, List.of());
        assertThat(DeployReports.result(result, 80))
                .isEqualTo(
                        """
                running   acme.a 2.0.0
                removed   acme.a 1.0.0, after 3 ms for calls in flight
                set       2, generation 5
                """);
    }

    @Test
    void momentsAreToldByTheirDistance() {
        Moments moments = Snapshots.MOMENTS;
        assertThat(moments.ago(null)).isEqualTo("-");
        assertThat(moments.ago(Snapshots.NOW.plusSeconds(5))).isEqualTo("0 s");
        assertThat(moments.ago(Snapshots.NOW.minusSeconds(119))).isEqualTo("119 s");
        assertThat(moments.ago(Snapshots.NOW.minusSeconds(120))).isEqualTo("2 min");
        assertThat(moments.ago(Snapshots.NOW.minusSeconds(7_200))).isEqualTo("2 h");
        assertThat(moments.ago(Snapshots.NOW.minusSeconds(172_800))).isEqualTo("2 d");
        assertThat(moments.at(null)).isEqualTo("-");
    }
}
