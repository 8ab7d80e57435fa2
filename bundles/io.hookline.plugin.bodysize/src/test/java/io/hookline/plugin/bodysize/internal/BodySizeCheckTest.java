package io.hookline.plugin.bodysize.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class BodySizeCheckTest {

    private final BodySizeCheck check = new BodySizeCheck();

    @Test
    void limitsThatAreGivenTwiceAreRefusedBeforeTheyAreStored() {
        assertThat(check.problems(Map.of("limits", new String[] {"/a 5", "/a/ 6"}, "maxBytes", 50L)))
                .singleElement()
                .asString()
                .contains("two limits for the same method and path");
        assertThat(check.problems(Map.of("limits", new String[] {"/a 5", "POST /a 6"})))
                .isEmpty();
        assertThat(check.problems(Map.of())).isEmpty();
    }
}
