package io.hookline.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PrintableTest {

    @Test
    void whatSteersATerminalIsShownAsAnEscape() {
        assertThat(Printable.of("a\u001B[31mred\r\n\tb\u0000\u007F\u009B"))
                .isEqualTo("a\\u001B[31mred\\r\\n\\tb\\u0000\\u007F\\u009B");
        assertThat(Printable.of("left\u202Eright\u2028\uD800")).isEqualTo("left\\u202Eright\\u2028\\uD800");
    }

    @Test
    void lettersOfAnyScriptStayAsTheyAre() {
        assertThat(Printable.of("Zähler 计数 😀")).isEqualTo("Zähler 计数 😀");
    }
}
