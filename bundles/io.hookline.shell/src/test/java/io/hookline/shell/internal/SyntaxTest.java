package io.hookline.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class SyntaxTest {

    private static final Syntax ONE = Syntax.of("go", "FILE", 1, 1, "--json", "--ready SECONDS");
    private static final Syntax NONE = Syntax.of("list", "", 0, 0, "--json");

    @Test
    void optionsStandAnywhereAndTheirValuesBehindABlankOrAnEqualsSign() {
        for (String[] words : new String[][] {
            {"--json", "--ready", "5", "a.jar"}, {"a.jar", "--ready=5", "--json"}, {"--ready", "5", "a.jar", "--json"}
        }) {
            Arguments given = ONE.read(words);
            assertThat(given.operands()).containsExactly("a.jar");
            assertThat(given.json()).isTrue();
            assertThat(given.number("--ready", 1, 0)).isEqualTo(5);
        }
        assertThat(ONE.read("a.jar").number("--ready", 1, 30)).isEqualTo(30);
    }

    @Test
    void whatStandsBehindTwoDashesAndANumberBelowZeroIsNoOption() {
        assertThat(ONE.read("--", "--json").operands()).containsExactly("--json");
        assertThat(ONE.read("-1").operands()).containsExactly("-1");
        assertThat(ONE.read("-").operands()).containsExactly("-");
    }

    @Test
    void anUnknownOptionIsRefusedWithThoseThereAre() {
        assertThatThrownBy(() -> ONE.read("--redy=5", "a.jar"))
                .hasToString("hook:go has no option --redy: it has --json, --ready."
                        + " Usage: hook:go [OPTION…] FILE; more: help hook:go");
        assertThatThrownBy(() -> ONE.read("-j\u001B", "a.jar")).hasMessageContaining("no option -j\\u001B:");
        assertThatThrownBy(() -> ONE.read("--read", "5", "a.jar")).hasMessageContaining("no option --read:");
    }

    @Test
    void anOptionWithoutItsValueOrWithAValueTooManyIsRefused() {
        String usage = " Usage: hook:go [OPTION…] FILE; more: help hook:go";
        for (String[] words :
                new String[][] {{"a.jar", "--ready"}, {"--ready", "--json", "a.jar"}, {"--ready=", "a"}}) {
            assertThatThrownBy(() -> ONE.read(words))
                    .hasToString("hook:go takes --ready with a value: --ready SECONDS." + usage);
        }
        assertThatThrownBy(() -> ONE.read("--json=yes", "a.jar"))
                .hasToString("hook:go takes --json without a value." + usage);
    }

    @Test
    void tooFewAndTooManyWordsAreRefused() {
        assertThatThrownBy(() -> ONE.read("--json"))
                .hasToString("hook:go needs FILE. Usage: hook:go [OPTION…] FILE; more: help hook:go");
        assertThatThrownBy(() -> ONE.read("a", "b\n"))
                .hasToString("hook:go takes only FILE, so not \"b\\n\"."
                        + " Usage: hook:go [OPTION…] FILE; more: help hook:go");
        assertThatThrownBy(() -> NONE.read("x"))
                .hasToString("hook:list takes no argument, so not \"x\"."
                        + " Usage: hook:list [OPTION…]; more: help hook:list");
    }

    @Test
    void aBadNumberIsToldAsWhatItIs() {
        assertThatThrownBy(() -> ONE.read("--ready", "x", "a").number("--ready", 1, 0))
                .hasToString("--ready is a number, 1 or more, not \"x\"");
        assertThatThrownBy(() -> ONE.read("--ready", "0", "a").number("--ready", 1, 0))
                .hasToString("--ready is a number, 1 or more, not \"0\"");
    }
}
