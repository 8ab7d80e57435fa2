package io.hookline.plugin.colour.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TraceParentTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    @Test
    void aValidFieldStaysAsItIs() {
        for (String flags : List.of("00", "01", "ff")) {
            String text = "00-" + TRACE + "-" + PARENT + "-" + flags;
            assertThat(TraceParent.of(List.of(text))).isEqualTo(new TraceParent(text, TRACE));
        }
    }

    @Test
    void laterVersionsMayHaveFurtherParts() {
        assertThat(TraceParent.of(List.of("01-" + TRACE + "-" + PARENT + "-01")))
                .isNotNull();
        assertThat(TraceParent.of(List.of("cc-" + TRACE + "-" + PARENT + "-01-what-the-future-brings")))
                .isNotNull();
        assertInvalid("cc-" + TRACE + "-" + PARENT + "-01.what");
        assertInvalid("cc-" + TRACE + "-" + PARENT + "-01-" + "x".repeat(500));
    }

    @Test
    void invalidFieldsAreRefused() {
        assertInvalid("");
        assertInvalid("ff-" + TRACE + "-" + PARENT + "-01");
        assertInvalid("00-" + "0".repeat(32) + "-" + PARENT + "-01");
        assertInvalid("00-" + TRACE + "-" + "0".repeat(16) + "-01");
        assertInvalid("00-" + TRACE + "-" + PARENT + "-01-more");
        assertInvalid("00-" + TRACE + "-" + PARENT + "-1");
        assertInvalid("00-" + TRACE + "-" + PARENT + "-0x");
        assertInvalid("00-" + TRACE + "-" + PARENT);
        assertInvalid("0-" + TRACE + "-" + PARENT + "-01");
        assertInvalid("00-" + TRACE.substring(1) + "-" + PARENT + "-01");
        assertInvalid("00-" + TRACE + "-" + PARENT + "0-01");
        assertInvalid("00-" + TRACE.toUpperCase(Locale.ROOT) + "-" + PARENT + "-01");
        assertInvalid("00-" + TRACE + "-" + PARENT + "-01 ");
    }

    @Test
    void twoFieldsAreAsGoodAsNone() {
        String text = "00-" + TRACE + "-" + PARENT + "-01";
        assertThat(TraceParent.of(List.of(text, text))).isNull();
        assertThat(TraceParent.of(List.of())).isNull();
    }

    @Test
    void aTraceThatStartsHereIsValid() {
        TraceParent sampled = TraceParent.start(true);
        assertThat(TraceParent.of(List.of(sampled.text()))).isEqualTo(sampled);
        assertThat(sampled.text()).startsWith("00-" + sampled.traceId() + "-").endsWith("-01");
        assertThat(TraceParent.start(false).text()).endsWith("-00");
        assertThat(TraceParent.start(true).traceId()).isNotEqualTo(sampled.traceId());
    }

    private static void assertInvalid(String text) {
        assertThat(TraceParent.of(List.of(text))).as(text).isNull();
    }
}
