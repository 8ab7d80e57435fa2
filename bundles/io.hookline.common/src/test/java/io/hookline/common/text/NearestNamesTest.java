package io.hookline.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestNamesTest {

    @Test
    void findsTheClosestNameWithinAFewEdits() {
        assertThat(NearestNames.closest("brust", List.of("burst", "bust"))).contains("burst");
        assertThat(NearestNames.closest("zzzzzz", List.of("burst"))).isEmpty();
        assertThat(NearestNames.closest("man", List.of("run")))
                .as("another word, not a typing error")
                .isEmpty();
        assertThat(NearestNames.closest("rnu", List.of("run"))).contains("run");
    }

    @Test
    void aSwapOfNeighboursIsOneEdit() {
        assertThat(NearestNames.edits("brust", "burst")).isEqualTo(1);
        assertThat(NearestNames.edits("", "abc")).isEqualTo(3);
    }

    @Test
    void prefersTheOnlyNameThatContainsTheTypedOne() {
        NearestNames names = new NearestNames(List.of("io.acme.ratelimit", "rote"));
        assertThat(names.nearest("rate")).contains("io.acme.ratelimit");
        assertThat(names.hint("RATE")).isEqualTo(" Did you mean io.acme.ratelimit? There is: io.acme.ratelimit, rote.");
    }

    @Test
    void resolvesTheLastPartOfExactlyOneName() {
        assertThat(new NearestNames(List.of("io.acme.key", "io.acme.log")).resolve("key"))
                .contains("io.acme.key");
        NearestNames ambiguous = new NearestNames(List.of("io.acme.key", "org.acme.key"));
        assertThat(ambiguous.resolve("key")).isEmpty();
        assertThat(ambiguous.isAmbiguous("key")).isTrue();
        assertThat(ambiguous.hint("key")).isEqualTo(" Say which: io.acme.key, org.acme.key.");
        assertThat(ambiguous.shortest("io.acme.key")).isEqualTo("io.acme.key");
    }

    @Test
    void resolvesAPartOfExactlyOneNameWhateverItsCase() {
        NearestNames names = new NearestNames(
                List.of("org.example.stamp.Stamp", "org.example.other", "io.acme.guard~all", "io.acme.log"));
        assertThat(names.resolve("stamp")).contains("org.example.stamp.Stamp");
        assertThat(names.resolve("guard")).contains("io.acme.guard~all");
        assertThat(names.resolve("stam")).isEmpty();
        assertThat(names.resolve("")).isEmpty();
        assertThat(names.isAmbiguous("acme")).isTrue();
        assertThat(names.hint("acme")).isEqualTo(" Say which: io.acme.guard~all, io.acme.log.");
    }
}
