package io.hookline.torture.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TortureOptionsTest {

    @Test
    void theDefaultIsOneMinuteWithFourCallers() {
        TortureOptions options = TortureOptions.of(Map.of());
        assertThat(options.time()).isEqualTo(Duration.ofMinutes(1));
        assertThat(options.callers()).isEqualTo(4);
        assertThat(options.seed()).isNotNegative();
        assertThat(options.json()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"90, 90", "60s, 60", "5m, 300", "2h, 7200"})
    void aTimeHasAUnit(String text, long seconds) {
        assertThat(TortureOptions.of(Map.of("for", text)).time()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void givenOptionsAreUsed() {
        TortureOptions options = TortureOptions.of(Map.of("callers", "8", "seed", "-7", "json", "true"));
        assertThat(options.callers()).isEqualTo(8);
        assertThat(options.seed()).isEqualTo(-7);
        assertThat(options.json()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "for, soon, --for",
        "for, 0, --for",
        "for, -5s, --for",
        "for, 9999h, --for",
        "callers, 0, --callers",
        "callers, 1000, --callers",
        "callers, many, --callers",
        "seed, x, --seed"
    })
    void anInvalidOptionIsRefusedAndNamed(String name, String value, String named) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TortureOptions.of(Map.of(name, value)))
                .withMessageContaining(named);
    }
}
