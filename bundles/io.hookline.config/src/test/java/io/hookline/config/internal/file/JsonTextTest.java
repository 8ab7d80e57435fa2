package io.hookline.config.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTextTest {

    private final FileText text = new JsonText();

    @Test
    void readsTextNumbersAndLists() throws Exception {
        assertThat(text.read(
                        "limit",
                        "{\"a\": \"x\", \"b\": 5, \"c\": 0.5, \"d\": true, \"e\": [1, 2], \"f\": [], \"g\": NaN}"))
                .containsEntry("a", "x")
                .containsEntry("b", 5L)
                .containsEntry("c", 0.5)
                .containsEntry("d", true)
                .containsEntry("e", new Long[] {1L, 2L})
                .containsEntry("f", new String[0])
                .containsEntry("g", Double.NaN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\": null}|'a' has to be",
                "{\"a\": {\"b\": 1}}|'a' has to be",
                "{\"a\": [1, \"x\"]}|'a' has to be",
                "[1]|it does not begin with {",
                "{\"a\": 1, \"a\": 2}|Duplicate field 'a' (line 1, column 13)",
                "{\"a\": 1} x|line 1",
                "{\"a\": |line 1",
            })
    void refusesAnythingButAnObjectOfSettings(String json, String message) {
        assertThatThrownBy(() -> text.read("limit", json)).hasMessageContaining(message);
    }

    @Test
    void changesSettingsAndKeepsTheOrderOfTheOthers() throws Exception {
        assertThat(text.write(
                        "limit",
                        "{\"z\": 1, \"b\": 2, \"a\": 3}",
                        Map.of("b", 5L, "n", new String[] {"x"}),
                        Set.of("a")))
                .isEqualToIgnoringWhitespace("{\"z\": 1, \"b\": 5, \"n\": [\"x\"]}");
    }
}
