package io.hookline.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateColoursTest {

    @Test
    void statesAreColouredAndNothingElse() {
        assertThat(StateColours.of("STATE  RUNNING\nkey 1.0  RUNNING\n"))
                .isEqualTo("STATE  RUNNING\nkey 1.0  \u001B[32mRUNNING\u001B[0m\n");
        assertThat(StateColours.of("rate FAILED (OPEN), a.RUNNING-b\n"))
                .isEqualTo("rate \u001B[31mFAILED\u001B[0m (\u001B[31mOPEN\u001B[0m), a.RUNNING-b\n");
        assertThat(StateColours.of("no state at 1\n")).isEqualTo("no state at 1\n");
        assertThat(StateColours.of("")).isEmpty();
    }

    @Test
    void noColorAndDumbTerminalsGetNone() {
        assertThat(StateColours.areWanted(Map.of("TERM", "xterm"))).isTrue();
        assertThat(StateColours.areWanted(Map.of("NO_COLOR", "1"))).isFalse();
        assertThat(StateColours.areWanted(Map.of("NO_COLOR", ""))).isTrue();
        assertThat(StateColours.areWanted(Map.of("TERM", "dumb"))).isFalse();
    }

    @Test
    void aLiveTextIsRedrawnInColourByItsPlainLines() {
        List<String> printed = new ArrayList<>();
        LiveText live = new LiveText(printed::add, () -> 3, text -> text.replace("a", "\u001B[1ma"));
        live.show("a\nb\nc\n");
        live.show("d\n");
        assertThat(printed).containsExactly("\u001B[1ma\nb\n", "\u001B[2F\u001B[Jd\n");
    }
}
