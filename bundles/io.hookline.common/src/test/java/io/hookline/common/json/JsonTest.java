package io.hookline.common.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class JsonTest {

    /** A record as services return them. */
    private record Entry(String sha256, String name, String version, String reason, Instant since) {}

    private enum State {
        ROLLED_BACK
    }

    @Test
    void aRecordKeepsItsOrderAndAnInstantIsText() {
        Entry entry = new Entry("0f", "test.a", "1.0.0", "\u001b[2J", Instant.parse("2026-01-02T03:04:05Z"));
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

    /** A component of each kind. */
    private record Kinds(
            State state,
            Duration timeout,
            Optional<Instant> at,
            Optional<String> absent,
            @Nullable String none,
            double share,
            List<String> words) {}

    @Test
    void enumsDurationsOptionalsAndNullsHaveOneForm() {
        assertThat(Json.of(new Kinds(
                        State.ROLLED_BACK,
                        Duration.ofMillis(1_500),
                        Optional.of(Instant.EPOCH),
                        Optional.empty(),
                        null,
                        0.5,
                        List.of("\u00e9"))))
                .isEqualTo(
                        """
                {
                  "state" : "ROLLED_BACK",
                  "timeout" : "PT1.5S",
                  "at" : "1970-01-01T00:00:00Z",
                  "absent" : null,
                  "none" : null,
                  "share" : 0.5,
                  "words" : [
                    "\\u00E9"
                  ]
                }
                """);
    }

    @Test
    void aJsonTextThatIsParsedIsPrintedAgain() {
        assertThat(Json.of(Json.parse("{\"type\": \"object\"}"))).isEqualTo("{\n  \"type\" : \"object\"\n}\n");
    }
}
