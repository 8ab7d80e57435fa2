package io.hookline.api.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReleaseVersionTest {

    @Test
    void missingNumbersAreZero() {
        assertThat(ReleaseVersion.parse(" 1 ")).isEqualTo(new ReleaseVersion(1, 0, 0, ""));
        assertThat(ReleaseVersion.parse("1.2")).isEqualTo(new ReleaseVersion(1, 2, 0, ""));
        assertThat(ReleaseVersion.parse("1.2.3.rc_1-A")).isEqualTo(new ReleaseVersion(1, 2, 3, "rc_1-A"));
    }

    @Test
    void numbersAreOrderedAheadOfQualifiers() {
        List<String> ascending = List.of("0", "1.9", "1.10", "1.10.1", "1.10.1.SNAPSHOT", "2.0.0.a", "2.0.0.b", "2.1");
        assertThat(ascending.stream().map(ReleaseVersion::parse).toList()).isSorted();
    }

    @Test
    void otherTextsAreRefusedByName() {
        for (String bad : List.of(
                "", "a", "1.", ".1", "1..2", "-1", "+1", "1.2.3.", "1.2.3.a b", "1.2.3.a.b", "99999999999", "\u0661")) {
            assertThatThrownBy(() -> ReleaseVersion.parse(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'" + bad + "' is not a version");
        }
    }
}
