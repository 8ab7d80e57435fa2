package io.hookline.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PrintableTest {

    @Test
    void escapesCharactersThatControlATerminal() {
        assertThat(Printable.of("a\u001B[31mred\r\n\tb\u0000\u007F\u009B"))
                .isEqualTo("a\\u001B[31mred\\r\\n\\tb\\u0000\\u007F\\u009B");
        assertThat(Printable.of("left\u202Eright\u2028\uD800")).isEqualTo("left\\u202Eright\\u2028\\uD800");
    }

    @Test
    void textKeepsItsLinesAndTabsAlone() {
        assertThat(Printable.text("a\n\tb\r\u001b[2J\u009b\u202e\u2066 ä"))
                .isEqualTo("a\n\tb\\r\\u001B[2J\\u009B\\u202E\\u2066 ä");
        assertThat(Printable.text("a\n")).isEqualTo("a\n");
    }

    @Test
    void keepsLettersOfAnyScript() {
        assertThat(Printable.of("Zähler 计数 😀")).isEqualTo("Zähler 计数 😀");
    }

    @ParameterizedTest
    @CsvSource({
        "0085,\\u0085",
        "202E,\\u202E",
        "2028,\\u2028",
        "2029,\\u2029",
        "D83D,\\uD83D",
        "E000,\\uE000",
        "E0041,\\u{E0041}",
        "FFFF,\\uFFFF"
    })
    void escapesCharactersThatBreakALineOrShowAsNothing(String codePoint, String escape) {
        assertThat(Printable.of("a" + Character.toString(Integer.parseInt(codePoint, 16)) + "b"))
                .isEqualTo("a" + escape + "b");
    }

    @Test
    void keepsVisibleText() {
        String text = "a b äß \uD83D\uDE00 'x'";
        assertThat(Printable.of(text)).isEqualTo(text);
    }

    @Test
    void quotesAreUnambiguousAndShort() {
        assertThat(Printable.quoted("a\r\n\u001b[2J\u202e\\")).isEqualTo("'a\\r\\n\\u001B[2J\\u202E\\\\'");
        assertThat(Printable.excerpt("x".repeat(10_000))).hasSize(163).endsWith("...");
    }

    @Test
    void onlyUnknownCharactersAreNeitherVisibleNorControl() {
        assertThat(Printable.isVisible('a')).isTrue();
        assertThat(Printable.isControl('\u202e')).isTrue();
        assertThat(Printable.isVisible('\ue000')).isFalse();
        assertThat(Printable.isControl('\ue000')).isFalse();
    }
}
