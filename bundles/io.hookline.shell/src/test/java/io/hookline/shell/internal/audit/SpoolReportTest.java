package io.hookline.shell.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.audit.status.OutputState;
import io.hookline.audit.status.OutputStatus;
import io.hookline.audit.status.SpoolStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpoolReportTest {

    private static final SpoolStatus SPOOL = new SpoolStatus(1, 9, 1, 2, 3, 4, 5, 42, 9_000, 2, 7, "/data/audit", "");

    @Test
    void itShowsTheSpoolAndWhatEachOutputLacks() {
        OutputStatus file = new OutputStatus(
                "file", OutputState.RETRYING, 7, 42, Duration.ofSeconds(3), 100, 5, 1, 0, 512, "connection refused");
        assertThat(new SpoolReport(SPOOL, List.of(file)).text(200))
                .contains("42 records, 9000 bytes, 2 segments in /data/audit", "8 dropped", "1 wait in memory")
                .containsPattern("file +RETRYING +42 +\\S+ *s? +100 +5 +1 +0 +512 +connection refused");
    }

    @Test
    void withoutAnOutputItNamesTheNextStep() {
        assertThat(new SpoolReport(SPOOL, List.of()).text(200)).contains("io.hookline.audit.route-NAME.cfg");
    }
}
