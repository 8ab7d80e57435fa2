package io.hookline.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.faults.ledger.CallObservation;
import io.hookline.faults.ledger.Ledger;
import io.hookline.faults.ledger.Outcome;
import io.hookline.faults.ledger.Violation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CampaignReportTest {

    private static final CampaignOptions OPTIONS =
            new CampaignOptions(Path.of("dist"), Path.of("work"), Duration.ofMinutes(1), 0, 42, List.of());

    private final Ledger ledger = new Ledger();

    @Test
    void aCleanCampaignSaysSo() {
        ledger.begin("process.restart");
        ledger.call(new CallObservation(true, 200, true, true, ""), "/1");
        ledger.end("", Set.of(Outcome.IN_SERVICE), Outcome.IN_SERVICE, 1_000);
        CampaignReport report = CampaignReport.of(OPTIONS, ledger, true, 60);
        assertThat(report.isClean()).isTrue();
        assertThat(report.text()).contains("seed 42, 1 steps in 60 s").contains("clean:");
        assertThat(report.json()).contains("\"clean\" : true").contains("\"RIGHT\" : 1");
    }

    @Test
    void aViolationComesWithTheCommandsThatRepeatIt() {
        ledger.begin("process.restart");
        ledger.end("", Set.of(Outcome.IN_SERVICE), Outcome.IN_SERVICE, 1_000);
        ledger.begin("plugin.zip-bomb");
        ledger.violation(Violation.Kind.OPEN, "seen");
        ledger.end("", Set.of(Outcome.REFUSED), Outcome.REFUSED, 1_000);
        CampaignReport report = CampaignReport.of(OPTIONS, ledger, false, 60);
        assertThat(report.isClean()).isFalse();
        assertThat(report.text())
                .contains("ended early")
                .contains("OPEN: seen")
                .contains("hookline torture --faults --seed 42 --steps 1 --only plugin.zip-bomb")
                .contains("hookline torture --faults --seed 42 --steps 2\n")
                .endsWith("NOT CLEAN: see the violations\n");
        assertThat(report.json())
                .contains("\"kind\" : \"OPEN\"")
                .contains("\"repeatAll\" : \"hookline torture --faults --seed 42 --steps 2\"");
    }
}
