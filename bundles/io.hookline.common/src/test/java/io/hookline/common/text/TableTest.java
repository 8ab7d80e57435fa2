package io.hookline.common.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class TableTest {

    @Test
    void numbersAreAlignedRightAndTheLastColumnIsFolded() {
        Table table = new Table("NAME", "N", "TEXT");
        table.row("a", 5, "one two three four five six seven eight nine ten");
        table.row("longer", 12345, "-");
        assertThat(table.text(40))
                .isEqualTo(
                        """
                NAME        N  TEXT
                a           5  one two three four five
                               six seven eight nine ten
                longer  12345  -
                """);
    }

    @Test
    void onANarrowScreenTheLastColumnStandsBelowTheRowsAndTheGapsShrink() {
        Table table = new Table("NAME", "STATE", "WHY");
        table.row("io.acme.plugin", "RUNNING", "-");
        table.row("io.acme.other", "FAILED", "it did not become ready in time");
        assertThat(table.text(22))
                .isEqualTo(
                        """
                NAME           STATE
                io.acme.plugin RUNNING
                io.acme.other  FAILED
                    why: it did not become ready
                         in time
                """);
        assertThat(table.width()).isEqualTo(23);
    }

    @Test
    void aShortLastColumnStaysInItsRowOnANarrowScreen() {
        assertThat(new Table("NAME", "WHY").row("abcdefghij", "-").text(16))
                .isEqualTo("NAME        WHY\nabcdefghij  -\n");
    }

    @Test
    void noWordIsBroken() {
        assertThat(Table.fold("abcdefghij klm no", 6)).containsExactly("abcdefghij", "klm no");
        assertThat(new Table("NAME", "URL")
                        .row("a", "http://127.0.0.1:8080/a/long/path")
                        .text(20))
                .isEqualTo("NAME\na\n    url: http://127.0.0.1:8080/a/long/path\n");
    }

    @Test
    void columnsOfSeveralWordsAreFoldedAndTheOthersMoveBelow() {
        Table table = new Table("#", "HOOK", "ON FAILURE", "GUARD", "CALLS");
        table.row(1, "io.hookline.plugin.apikey", "abort (closed)", "watched", 553513);
        assertThat(table.text(48))
                .isEqualTo(
                        """
                # HOOK                      ON FAILURE   GUARD
                1 io.hookline.plugin.apikey abort        watched
                                            (closed)
                    calls: 553513
                """);
        assertThat(table.text(40))
                .isEqualTo(
                        """
                # HOOK                      ON FAILURE
                1 io.hookline.plugin.apikey abort
                                            (closed)
                    guard: watched  calls: 553513
                """);
    }

    @Test
    void aRowOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> new Table("A", "B").row("a")).isInstanceOf(IllegalArgumentException.class);
    }
}
