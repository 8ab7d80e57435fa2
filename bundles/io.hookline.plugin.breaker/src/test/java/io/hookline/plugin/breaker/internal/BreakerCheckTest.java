package io.hookline.plugin.breaker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class BreakerCheckTest {

    private final BreakerCheck check = new BreakerCheck();

    @Test
    void optionsThatDoNotFitTogetherAreRefusedBeforeTheyAreStored() {
        assertThat(check.problems(Map.of("windowCalls", 10, "minCalls", 20))).hasSize(1);
        assertThat(check.problems(Map.of("windowCalls", 20, "minCalls", 10))).isEmpty();
        assertThat(check.problems(Map.of())).isEmpty();
    }
}
