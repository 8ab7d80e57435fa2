package io.hookline.shell.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.audit.AuditRecord;
import io.hookline.audit.status.RouteTrial;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditCommandTest {

    @Test
    void aTrialShowsTheRecordInTheWordsOfTheCommand() {
        AuditRecord record = AuditRecord.builder(Instant.EPOCH, "http", "")
                .outcome(AuditRecord.Outcome.REFUSED, "")
                .field("path", "/records/7")
                .build();

        assertThat(AuditCommand.text(new RouteTrial(record, Map.of("file", Map.of()), List.of()), 200))
                .isEqualTo("to file\nas source=http level=info outcome=refused path=/records/7\n");
    }
}
