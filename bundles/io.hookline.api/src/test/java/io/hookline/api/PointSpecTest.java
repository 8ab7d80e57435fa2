package io.hookline.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PointSpecTest {

    @Test
    void namesAreLowerCaseWords() {
        assertThat(PointSpec.of("http.pre-request", Runnable.class).name()).isEqualTo("http.pre-request");
        for (String bad : List.of("", "Http", "a..b", ".a", "a-", "a b", "a/b", "a\n")) {
            assertThatThrownBy(() -> PointSpec.of(bad, Runnable.class))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("http.pre-request");
        }
    }

    @Test
    void theFallbackPolicyIsSetTogetherWithItsAnswer() {
        Runnable answer = () -> {};
        PointSpec<Runnable> spec = PointSpec.of("p", Runnable.class).withFallback(answer);
        assertThat(spec.errorPolicy()).isEqualTo(ErrorPolicy.FALLBACK);
        assertThat(spec.fallback()).isSameAs(answer);
        assertThat(spec.withErrorPolicy(ErrorPolicy.SKIP).fallback()).isNull();
        assertThatThrownBy(() -> spec.withErrorPolicy(ErrorPolicy.FALLBACK)).hasMessageContaining("withFallback");
    }

    @Test
    void copiesDoNotShareTheirLists() {
        List<String> names = new ArrayList<>(List.of("a"));
        PointSpec<Runnable> spec = PointSpec.of("p", Runnable.class).withRequired(names);
        names.add("b");
        assertThat(spec.required()).containsExactly("a");
        assertThatThrownBy(() -> spec.withRequiredWait(Duration.ofMillis(-1))).hasMessageContaining("negative");
    }
}
