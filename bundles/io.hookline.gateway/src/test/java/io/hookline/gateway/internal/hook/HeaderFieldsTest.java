package io.hookline.gateway.internal.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hookline.gateway.internal.message.Fields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HeaderFieldsTest {

    private final HeaderFields fields = new HeaderFields(new Fields());

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "a\u0000b", "a\u001bb", "a\tb", "a\u007fb", "a\u010ab"})
    void refusesControlAndWideCharacters(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fields.set("X-Field", value))
                .withMessageContaining("X-Field");
        assertThatIllegalArgumentException().isThrownBy(() -> fields.add("X-Field", value));
        assertThat(fields.names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:b", "a\r\nb", "é"})
    void refusesNamesThatAreNotTokens(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> fields.set(name, "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"content-length", "Transfer-Encoding", "CONNECTION", "Upgrade", "Trailer", "Keep-Alive"})
    void refusesFieldsThatFrameTheMessage(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fields.set(name, "x"))
                .withMessageContaining(name);
        assertThatIllegalArgumentException().isThrownBy(() -> fields.remove(name));
    }

    @Test
    void comparesNamesWithoutCase() {
        fields.set("X-One", "1");
        fields.add("x-one", "2");
        assertThat(fields.all("X-ONE")).containsExactly("1", "2");
        assertThat(fields.first("x-One")).isEqualTo("1");
        fields.set("x-ONE", "3");
        assertThat(fields.all("X-One")).containsExactly("3");
        fields.remove("X-one");
        assertThat(fields.first("X-One")).isNull();
        assertThat(fields.all("X-One")).isEmpty();
    }

    @Test
    void allowsOnlyOneHost() {
        fields.set("Host", "a");
        fields.set("Host", "b");
        assertThatIllegalArgumentException().isThrownBy(() -> fields.add("host", "c"));
        assertThatIllegalArgumentException().isThrownBy(() -> fields.remove("host"));
        assertThat(fields.all("Host")).containsExactly("b");
    }
}
