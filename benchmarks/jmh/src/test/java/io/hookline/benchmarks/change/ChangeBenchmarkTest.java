package io.hookline.benchmarks.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ChangeBenchmarkTest {

    @Test
    void everySwapIsVisibleAndCompiledAndHasAllFigures() {
        assertThat(Arrays.stream(
                        ChangeBenchmark.measure(10, Duration.ofMillis(200)).split(" ")))
                .hasSize(13)
                .map(Long::valueOf)
                .allMatch(figure -> figure > 0);
    }
}
