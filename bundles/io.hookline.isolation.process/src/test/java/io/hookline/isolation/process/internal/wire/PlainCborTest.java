package io.hookline.isolation.process.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PlainCborTest {

    private final PlainCbor cbor = new PlainCbor(1_000);

    @Test
    void valuesComeBackWithTheirTypes() throws Exception {
        List<Object> values = Arrays.asList(
                null, true, false, 1, -1, 5L, Long.MIN_VALUE, Integer.MAX_VALUE, 0.5, "ä", List.of(), Map.of("a", 1L));
        assertThat(cbor.decode(cbor.encode(values))).isEqualTo(values);
        assertThat((byte[]) cbor.decode(cbor.encode(new byte[] {1, 2}))).containsExactly(1, 2);
    }

    @Test
    void whatIsNoPlainValueIsRefused() {
        assertThatThrownBy(() -> cbor.encode(Thread.currentThread())).hasMessageContaining("java.lang.Thread");
        assertThatThrownBy(() -> cbor.encode(Map.of(1, 2))).hasMessageContaining("no string");
    }

    @Test
    void sizeAndDepthAreLimitedOnBothSides() {
        assertThatThrownBy(() -> cbor.encode("x".repeat(1_001))).hasMessageContaining("more than 1000 bytes");
        byte[] large = new PlainCbor(5_000).encode("x".repeat(1_001));
        assertThatThrownBy(() -> cbor.decode(large)).isInstanceOf(ProtocolException.class);
        Object deep = 1;
        for (int i = 0; i < PlainCbor.MOST_LEVELS + 1; i++) {
            deep = new ArrayList<>(List.of(deep));
        }
        Object tooDeep = deep;
        assertThatThrownBy(() -> cbor.encode(tooDeep)).hasMessageContaining("levels");
        byte[] nested = new byte[900];
        Arrays.fill(nested, (byte) 0x81);
        assertThatThrownBy(() -> cbor.decode(nested)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void garbageIsRefused() {
        for (byte[] bytes : new byte[][] {{}, {0x1f}, {(byte) 0x9f}, {0x01, 0x02}, {0x62, 'a'}, {(byte) 0xa1, 0x01}}) {
            assertThatThrownBy(() -> cbor.decode(bytes))
                    .as(Arrays.toString(bytes))
                    .isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    void configurationsKeepTheirTypes() throws Exception {
        Map<String, Object> properties = Map.of(
                "text", "a", "number", 5L, "letters", new char[] {'x'}, "list", List.of(1, 2), "flags", new Boolean[] {
                    true
                });
        Object sent = cbor.decode(cbor.encode(ConfigurationValues.encode(properties)));
        @SuppressWarnings("unchecked")
        Map<String, Object> back = ConfigurationValues.decode((Map<String, Object>) sent);
        assertThat(back).usingRecursiveComparison().isEqualTo(properties);
        assertThat(back.get("letters")).isInstanceOf(char[].class);
        assertThat(back.get("flags")).isInstanceOf(Boolean[].class);
    }
}
