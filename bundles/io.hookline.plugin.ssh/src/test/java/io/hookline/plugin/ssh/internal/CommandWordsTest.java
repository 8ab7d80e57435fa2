package io.hookline.plugin.ssh.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** How a line becomes words. */
final class CommandWordsTest {

    @Test
    void blanksPartWordsAndQuotesKeepThem() {
        assertThat(CommandWords.of("  deploy  a@1.0.0 --reason 'fixes \"it\"' "))
                .containsExactly("deploy", "a@1.0.0", "--reason", "fixes \"it\"");
        assertThat(CommandWords.of("config x set a=\"b c\" d=e\\ f ''"))
                .containsExactly("config", "x", "set", "a=b c", "d=e f", "");
        assertThat(CommandWords.of(" \t ")).isEmpty();
    }

    @Test
    void nothingElseHasAMeaning() {
        assertThat(CommandWords.of("status; exec rm $HOME | (new java.lang.Object) {x} `y` > z"))
                .containsExactly(
                        "status;", "exec", "rm", "$HOME", "|", "(new", "java.lang.Object)", "{x}", "`y`", ">", "z");
        assertThatThrownBy(() -> CommandWords.of("stop 'a")).hasMessageContaining("A quote does not end");
    }
}
