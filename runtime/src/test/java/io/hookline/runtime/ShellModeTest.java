package io.hookline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ShellModeTest {

    @Test
    void aTerminalHasAShellUnlessTheUserRefusesIt() {
        assertThat(ShellMode.of(null, true)).isEqualTo(ShellMode.TERMINAL);
        assertThat(ShellMode.of(true, true)).isEqualTo(ShellMode.TERMINAL);
        assertThat(ShellMode.of(false, true)).isEqualTo(ShellMode.NONE);
    }

    @Test
    void withoutATerminalThereIsAShellOnlyOnRequest() {
        assertThat(ShellMode.of(null, false)).isEqualTo(ShellMode.NONE);
        assertThat(ShellMode.of(false, false)).isEqualTo(ShellMode.NONE);
        assertThat(ShellMode.of(true, false)).isEqualTo(ShellMode.SCRIPT);
    }

    @Test
    void recognizesTheBundlesOfShells() {
        assertThat(ShellMode.TERMINAL.bundles()).allMatch(ShellMode::isShell);
        assertThat(ShellMode.SCRIPT.bundles()).allMatch(ShellMode::isShell);
        assertThat(ShellMode.isShell("io.hookline.shell")).isFalse();
    }
}
