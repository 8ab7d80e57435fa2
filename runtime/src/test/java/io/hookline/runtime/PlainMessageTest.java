package io.hookline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What came from outside cannot break a line of a log, or steer a terminal. */
class PlainMessageTest {

    @Test
    void aPlainMessageStays() {
        String message = "GET /files/a status=200 {\"a\": [1]}";
        assertThat(PlainMessage.plain(message)).isSameAs(message);
    }

    @Test
    void eachRunOfControlAndFormatCharactersBecomesOneSpace() {
        assertThat(PlainMessage.plain("a\r\nb\u001b[31mc\u007f\u0085d\u202ee\u200bf\tg"))
                .isEqualTo("a b [31mc d e f g");
        assertThat(PlainMessage.plain("a\uDB40\uDC01b")).isEqualTo("a b");
    }

    @Test
    void otherCharactersStay() {
        assertThat(PlainMessage.plain("größe 日本 😀")).isEqualTo("größe 日本 😀");
        assertThat(PlainMessage.plain(null)).isEmpty();
    }
}
