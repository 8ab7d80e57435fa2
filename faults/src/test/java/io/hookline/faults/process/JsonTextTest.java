package io.hookline.faults.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonTextTest {

    @Test
    void objectsListsTextsAndNullsAreRead() throws IOException {
        var set = JsonText.object(
                JsonText.parse("{\"number\": 3, \"artifacts\": [{\"name\": \"a\"}], \"signer\": null, \"is\": true}"));
        assertThat(JsonText.text(set, "number")).isEqualTo("3");
        assertThat(JsonText.text(set, "is")).isEqualTo("true");
        assertThat(JsonText.text(set, "signer")).isEmpty();
        List<Object> artifacts = JsonText.list(set.get("artifacts"));
        assertThat(JsonText.text(JsonText.object(artifacts.get(0)), "name")).isEqualTo("a");
    }

    @Test
    void aMessageInsteadOfJsonIsRefused() {
        assertThatThrownBy(() -> JsonText.parse("gogo: CommandException: Refused"))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> JsonText.parse("")).isInstanceOf(IOException.class);
    }
}
