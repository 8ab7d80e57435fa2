package io.hookline.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.deploy.QuarantineEntry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonTest {

    @Test
    void aRecordKeepsItsOrderAndAnInstantIsText() {
        QuarantineEntry entry =
                new QuarantineEntry("0f", "test.a", "1.0.0", "\u001b[2J", Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(Json.of(List.of(entry)))
                .isEqualTo(
                        """
                [
                  {
                    "sha256" : "0f",
                    "name" : "test.a",
                    "version" : "1.0.0",
                    "reason" : "\\u001B[2J",
                    "since" : "2026-01-02T03:04:05Z"
                  }
                ]
                """);
    }
}
