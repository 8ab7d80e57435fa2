package io.hookline.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CanaryOptionsTest {

    @Test
    void aFirstWeightIsFollowedByTheHigherOnesOfTheDefault() {
        assertThat(CanaryOptions.DEFAULT.withFirstWeight(25).weights()).containsExactly(25, 50, 100);
        assertThat(CanaryOptions.DEFAULT.withFirstWeight(30).weights()).containsExactly(30, 50, 100);
        assertThat(CanaryOptions.DEFAULT.withFirstWeight(100).weights()).containsExactly(100);
    }

    @Test
    void weightsThatDoNotAscendAreRefusedBeforeAnythingIsStaged() {
        for (List<Integer> bad : List.of(List.of(50, 20), List.of(5, 5), List.of(0), List.of(101))) {
            assertThatThrownBy(() -> CanaryOptions.DEFAULT.withWeights(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("weights have to ascend between 1 and 100 percent, unlike " + bad);
        }
    }

    @Test
    void durationsThatContradictEachOtherAreRefused() {
        assertThatThrownBy(() -> CanaryOptions.DEFAULT.withStep(Duration.ofSeconds(60), Duration.ofSeconds(5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a step cannot take at least 60 s and at most 5 s");
        assertThatThrownBy(() -> CanaryOptions.DEFAULT.withStep(Duration.ZERO, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
