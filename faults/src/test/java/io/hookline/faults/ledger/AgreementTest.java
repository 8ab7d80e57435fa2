package io.hookline.faults.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AgreementTest {

    private static final Agreement.State RUNNING = new Agreement.State("RUNNING", "");

    @Test
    void viewsThatTellTheSameStoryAgree() {
        Agreement agreement = new Agreement(
                Map.of("a", "1", "b", "2"),
                Set.of("b"),
                Map.of("a 1", RUNNING, "b 2", new Agreement.State("LOADED", "stopped")),
                Map.of("a", "1"),
                Map.of("a", "1"));
        assertThat(agreement.contradictions()).isEmpty();
        assertThat(agreement.missing(Set.of())).isEmpty();
    }

    @Test
    void aReleaseOfTheSetHasAState() {
        assertThat(agreement(Map.of("a", "1"), Map.of()).contradictions())
                .containsExactly("a 1 is in the desired set, but has no state");
    }

    @Test
    void aReleaseThatDoesNotRunHasAReason() {
        Agreement silent = agreement(Map.of("a", "1"), Map.of("a 1", new Agreement.State("FAILED", "")));
        assertThat(silent.contradictions()).singleElement().asString().contains("gives no reason");
        Agreement explained = agreement(Map.of("a", "1"), Map.of("a 1", new Agreement.State("FAILED", "damaged")));
        assertThat(explained.contradictions()).isEmpty();
        assertThat(explained.missing(Set.of())).containsExactly("a 1 does not run: FAILED, damaged");
        assertThat(explained.missing(Set.of("a"))).isEmpty();
    }

    @Test
    void whatRunsIsInTheSet() {
        Agreement other = agreement(Map.of("a", "2"), Map.of("a 2", RUNNING, "a 1", RUNNING));
        assertThat(other.contradictions())
                .containsExactly("status says that a 1 runs, but it is not in the desired set");
    }

    @Test
    void aStoppedPluginDoesNotRun() {
        Agreement agreement = new Agreement(Map.of("a", "1"), Set.of("a"), Map.of("a 1", RUNNING), Map.of(), Map.of());
        assertThat(agreement.contradictions()).containsExactly("a 1 is stopped in the desired set, but runs");
    }

    @Test
    void chainStatusAndResponsesNameTheSameReleases() {
        Agreement chainOnly = new Agreement(Map.of(), Set.of(), Map.of(), Map.of("a", "1"), Map.of("a", "1"));
        assertThat(chainOnly.contradictions()).containsExactly("a 1 is in the chain, but its state is unknown");
        Agreement unmarked =
                new Agreement(Map.of("a", "1"), Set.of(), Map.of("a 1", RUNNING), Map.of("a", "1"), Map.of());
        assertThat(unmarked.contradictions()).containsExactly("the chain has {a=1}, but responses are marked by {}");
    }

    private static Agreement agreement(Map<String, String> desired, Map<String, Agreement.State> states) {
        return new Agreement(desired, Set.of(), states, Map.of(), Map.of());
    }
}
