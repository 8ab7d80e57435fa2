package io.hookline.shell.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FittedLinesTest {

    @Test
    void onlyLinesThatAreTooLongAreFoldedAndNoWordIsBroken() {
        assertThat(FittedLines.of("short\n12:00:00 WARN the plugin org.example.slow hangs", 30))
                .isEqualTo("short\n12:00:00 WARN the plugin\n  org.example.slow hangs\n");
        assertThat(FittedLines.of("a b", 0)).isEqualTo("a b\n");
    }
}
