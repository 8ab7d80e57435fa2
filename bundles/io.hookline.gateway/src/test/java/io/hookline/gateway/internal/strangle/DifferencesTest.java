package io.hookline.gateway.internal.strangle;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.gateway.internal.strangle.Comparison.Kind;
import io.hookline.gateway.internal.strangle.Comparison.Result;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Which differences are kept. */
final class DifferencesTest {

    private final Differences differences = new Differences();

    @Test
    void theSameDifferenceIsKeptOnceWithItsCount() {
        add(1, "/a", "body at /x: new");
        add(2, "/b", "body at /y: new");
        add(3, "/c", "body at /x: new");
        assertThat(differences.newest())
                .containsExactly(
                        new Difference(Instant.ofEpochSecond(3), 2, "GET", "/c", "body at /x: new"),
                        new Difference(Instant.ofEpochSecond(2), 1, "GET", "/b", "body at /y: new"));
        assertThat(differences.count(Kind.BODY)).isEqualTo(3);
    }

    @Test
    void theOldestGoFirstAndPathsAreCut() {
        for (int i = 0; i < 1_000; i++) {
            add(i, "/" + "a".repeat(i), "body at /" + i + ": new");
        }
        assertThat(differences.newest()).hasSize(20);
        assertThat(differences.newest().get(0).what()).isEqualTo("body at /999: new");
        assertThat(differences.newest()).allMatch(one -> one.path().length() <= 201);
        assertThat(differences.count(Kind.BODY)).isEqualTo(1_000);
    }

    private void add(int second, String path, String what) {
        differences.add(Instant.ofEpochSecond(second), "GET", path, new Result(Kind.BODY, what));
    }
}
