package io.hookline.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LoadPlanTest {

    @Test
    void timesHaveUnitsOrAreSeconds() {
        assertThat(LoadPlan.time("--for", "10s")).isEqualTo(Duration.ofSeconds(10));
        assertThat(LoadPlan.time("--for", "10")).isEqualTo(Duration.ofSeconds(10));
        assertThat(LoadPlan.time("--for", "250ms")).isEqualTo(Duration.ofMillis(250));
        assertThat(LoadPlan.time("--for", "2m")).isEqualTo(Duration.ofMinutes(2));
        assertThat(LoadPlan.time("--for", "1h")).isEqualTo(Duration.ofHours(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-1s", "1.5s", "10 s", "10d", "9999999999s", "169h"})
    void invalidTimesAreRefusedWithTheOptionsName(String text) {
        assertThatThrownBy(() -> LoadPlan.time("--for", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--for must be ");
    }

    @Test
    void zeroIsRefusedWhereATimeIsRequired() {
        assertThatThrownBy(() -> LoadPlan.someTime("--for", "0s")).hasMessageContaining("give a time");
    }

    @Test
    void numbersHaveARange() {
        assertThat(LoadPlan.number("--threads", "8", 1, 10)).isEqualTo(8);
        assertThatThrownBy(() -> LoadPlan.number("--threads", "11", 1, 10))
                .hasMessage("--threads must be a number from 1 to 10, not \"11\"");
        assertThatThrownBy(() -> LoadPlan.number("--threads", "many", 1, 10)).hasMessageContaining("many");
    }

    @Test
    void percentagesAreAtMostAHundred() {
        assertThat(LoadPlan.percent("--max-errors", "0.5")).isEqualTo(0.5);
        assertThat(LoadPlan.percent("--max-errors", "1%")).isEqualTo(1);
        assertThatThrownBy(() -> LoadPlan.percent("--max-errors", "101")).hasMessageContaining("0 to 100");
    }
}
