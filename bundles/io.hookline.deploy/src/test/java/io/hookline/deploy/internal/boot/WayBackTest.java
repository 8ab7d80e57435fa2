package io.hookline.deploy.internal.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.deploy.Artifact;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.internal.store.BootRecord.Starts;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Only what is known to keep a set from starting is quarantined, and no way back leads to what has failed. */
final class WayBackTest {

    private static final Artifact OLD_KEY = release("apikey", "1.0.0");
    private static final Artifact KEY = release("apikey", "1.0.1");
    private static final Artifact OTHER = release("other", "1.0.0");
    private static final DesiredSet FIRST = set(1, OLD_KEY);
    private static final DesiredSet SECOND = set(2, KEY);
    private static final DesiredSet THIRD = set(3, KEY, OTHER);
    private static final List<DesiredSet> HISTORY = List.of(THIRD, SECOND, FIRST);

    private static Artifact release(String name, String version) {
        return new Artifact(name, version, name + version, name + ".jar", null);
    }

    private static DesiredSet set(long number, Artifact... artifacts) {
        return new DesiredSet(number, Instant.EPOCH, "deployed", List.of(), List.of(artifacts));
    }

    private static Starts starts(Set<Artifact> proven, Set<Artifact> culprits, long wentBackTo) {
        return new Starts(3, digests(proven), digests(culprits), wentBackTo);
    }

    private static Set<String> digests(Set<Artifact> some) {
        return Set.copyOf(some.stream().map(Artifact::sha256).toList());
    }

    @Test
    void theReleaseThatTheLastStartLackedIsQuarantinedAndTheNewestSetWithoutItTaken() {
        assertThat(WayBack.from(THIRD, HISTORY, starts(Set.of(), Set.of(KEY), 0)))
                .contains(new WayBack(FIRST, List.of(KEY)));
    }

    @Test
    void whatIsNewIsQuarantinedIfNothingElseIsKnown() {
        assertThat(WayBack.from(THIRD, HISTORY, starts(Set.of(), Set.of(), 0)))
                .contains(new WayBack(SECOND, List.of(OTHER)));
    }

    @Test
    void whatWasPartOfAGoodStartIsNotQuarantinedForBeingTheNewest() {
        assertThat(WayBack.from(THIRD, HISTORY, starts(Set.of(KEY, OTHER), Set.of(), 0)))
                .contains(new WayBack(SECOND, List.of()));
    }

    @Test
    void aSetThatAStartWentBackToAndThatFailsTooLeadsToAnOlderOne() {
        DesiredSet again = set(4, KEY);
        List<DesiredSet> history = List.of(again, THIRD, SECOND, FIRST);
        assertThat(WayBack.from(again, history, starts(Set.of(KEY), Set.of(), 2)))
                .contains(new WayBack(FIRST, List.of()));
        assertThat(WayBack.from(again, history, starts(Set.of(KEY), Set.of(), 1)))
                .isEmpty();
    }
}
