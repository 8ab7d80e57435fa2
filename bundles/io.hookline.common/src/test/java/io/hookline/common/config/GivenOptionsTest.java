package io.hookline.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class GivenOptionsTest {

    @Test
    void whatIsNotSetHasItsDefault() {
        Options options = GivenOptions.as(Options.class, Map.of());
        assertThat(options.name()).isEqualTo("none");
        assertThat(options.statuses()).containsExactly(503);
        assertThat(options.words()).isEmpty();
    }

    @Test
    void listsOfNumbersAreArraysOfPrimitives() {
        Options options = GivenOptions.as(
                Options.class,
                Map.of("name", "x", "statuses", new Integer[] {502, 504}, "words", new String[] {"a"}, "most", 7L));
        assertThat(options.name()).isEqualTo("x");
        assertThat(options.statuses()).containsExactly(502, 504);
        assertThat(options.words()).containsExactly("a");
        assertThat(options.most()).isEqualTo(7);
        assertThat(GivenOptions.as(Options.class, Map.of("statuses", 500)).statuses())
                .containsExactly(500);
    }

    private @interface Options {

        String name() default "none";

        int[] statuses() default {503};

        String[] words() default {};

        long most() default 1;
    }
}
