package io.hookline.gateway.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Header fields are found whatever their case, and only they. */
class FieldsTest {

    private static final List<String> FRAMING = List.of(
            "connection",
            "content-length",
            "expect",
            "http2-settings",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    @Test
    void namesAreComparedWithoutCase() {
        Fields fields = new Fields();
        fields.add("X-Tenant", "a");
        fields.add("x-tEnant", "b");
        fields.add("X-Talent", "c");
        fields.add("Y", "d");
        assertThat(fields.all("x-tenant")).containsExactly("a", "b");
        assertThat(fields.first("y")).isEqualTo("d");
        assertThat(fields.first("X-TENANT")).isEqualTo("a");
        assertThat(fields.first("x-tenanT2")).isNull();
        assertThat(fields.first("8-Tenant"))
                .as("differs by the bit of a letter's case")
                .isNull();
        assertThat(fields.first("")).isNull();
        fields.remove("X-TENANT");
        assertThat(fields.size()).isEqualTo(2);
    }

    @Test
    void aNameThatOnlyUnicodeTakesForAnotherIsFoundAsBefore() {
        Fields fields = new Fields();
        fields.add("K", "kelvin");
        assertThat(fields.first("\u212a")).isEqualTo("kelvin");
    }

    @Test
    void framingFieldsAreKnownWhateverTheirCase() {
        for (String name : FRAMING) {
            assertThat(HopByHop.isFraming(name)).as(name).isTrue();
            assertThat(HopByHop.isFraming(name.toUpperCase(Locale.ROOT)))
                    .as(name)
                    .isTrue();
            assertThat(HopByHop.isFraming(name + "x")).as(name).isFalse();
            assertThat(HopByHop.isFraming("x" + name.substring(1))).as(name).isFalse();
        }
    }

    @Test
    void whatConnectionNamesIsRemovedBesideKeepAlive() {
        Fields fields = new Fields();
        fields.add("Connection", "keep-alive");
        fields.add("Keep-Alive", "timeout=5");
        fields.add("X-Kept", "1");
        HopByHop.strip(fields);
        assertThat(fields.size()).isEqualTo(1);
        fields.add("Connection", "keep-alive");
        fields.add("Connection", "X-Kept");
        HopByHop.strip(fields);
        assertThat(fields.size()).isZero();
    }
}
