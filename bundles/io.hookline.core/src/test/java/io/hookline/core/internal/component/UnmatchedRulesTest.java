package io.hookline.core.internal.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.runtime.Blocking;
import io.hookline.api.runtime.BreakerState;
import io.hookline.api.runtime.GuardStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnmatchedRulesTest {

    private static final List<GuardStatus> GUARDS = List.of(new GuardStatus(
            "limit",
            "io.hookline.plugin.ratelimit",
            "1.0.0",
            "http.pre-request",
            ErrorPolicy.ABORT,
            "WATCHED",
            "10000 ms",
            Blocking.MAY_BLOCK,
            BreakerState.CLOSED,
            "",
            0,
            0,
            0,
            0,
            0));

    @Test
    void aRuleForANameThatNoHookHasIsNamedWithTheNearestName() {
        assertThat(UnmatchedRules.of(Map.of("io.hookline.guard~a", "ratelimit"), GUARDS))
                .containsExactly("The rule io.hookline.guard~a guards nothing: no hook or plugin in a chain is named"
                        + " ratelimit. Did you mean hook = io.hookline.plugin.ratelimit?");
        assertThat(UnmatchedRules.of(Map.of("io.hookline.guard~a", "xyz"), GUARDS))
                .containsExactly(
                        "The rule io.hookline.guard~a guards nothing: no hook or plugin in a chain is named xyz.");
    }

    @Test
    void aRuleForAHookOrItsPluginMatches() {
        assertThat(UnmatchedRules.of(Map.of("a", "io.hookline.plugin.ratelimit", "b", "limit"), GUARDS))
                .isEmpty();
    }
}
