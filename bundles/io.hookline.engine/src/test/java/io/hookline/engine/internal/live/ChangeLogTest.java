package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How much a line of the log names. */
final class ChangeLogTest {

    @Test
    void fewNamesAreAllShown() {
        assertThat(ChangeLog.some(List.of("a", "b"))).isEqualTo("a, b");
    }

    @Test
    void manyNamesAreCounted() {
        List<String> names =
                IntStream.range(0, 10_000).mapToObj(i -> "hook" + i).toList();

        assertThat(ChangeLog.some(names)).startsWith("hook0, hook1, ").endsWith(", hook19 and 9980 more");
    }
}
