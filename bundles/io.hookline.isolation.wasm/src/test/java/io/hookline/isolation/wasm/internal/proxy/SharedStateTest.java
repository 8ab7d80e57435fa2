package io.hookline.isolation.wasm.internal.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedStateTest {

    @Test
    void aValueChangesIfItsVersionIsTheExpectedOne() {
        SharedData data = new SharedData();
        assertThat(data.set("a", new byte[] {1}, 0)).isEqualTo(Status.OK);
        int version = data.get("a").version();
        assertThat(data.set("a", new byte[] {2}, version)).isEqualTo(Status.OK);
        assertThat(data.set("a", new byte[] {3}, version)).isEqualTo(Status.CAS_MISMATCH);
        assertThat(data.set("b", new byte[] {3}, 9)).isEqualTo(Status.CAS_MISMATCH);
        assertThat(data.get("a").content()).containsExactly(2);
    }

    @Test
    void dataAndQueuesHaveAMegabyteInAll() {
        SharedData data = new SharedData();
        byte[] half = new byte[SharedData.MOST_BYTES / 2];
        assertThat(data.set("a", half, 0)).isEqualTo(Status.OK);
        assertThat(data.set("b", half, 0)).as("with the keys it is more").isEqualTo(Status.INTERNAL_FAILURE);
        assertThat(data.set("a", new byte[1], 0)).isEqualTo(Status.OK);
        assertThat(data.set("b", half, 0)).isEqualTo(Status.OK);
        SharedQueues queues = new SharedQueues();
        int queue = queues.register("q");
        assertThat(queues.register("q")).isEqualTo(queue);
        assertThat(queues.add(queue, half)).isEqualTo(Status.OK);
        assertThat(queues.add(queue, half)).isEqualTo(Status.INTERNAL_FAILURE);
        assertThat(queues.poll(queue)).isEqualTo(half);
        assertThat(queues.poll(queue)).isNull();
        assertThat(queues.add(queue, half)).isEqualTo(Status.OK);
        assertThat(queues.add(queue + 1, half)).isEqualTo(Status.NOT_FOUND);
    }

    @Test
    void pairsAreWrittenAndReadAndLiesAboutThemAreRefused() {
        List<Map.Entry<String, String>> pairs = List.of(Map.entry("a", "1"), Map.entry("b", ""));
        assertThat(Pairs.decode(Pairs.encode(pairs))).isEqualTo(pairs);
        assertThat(Pairs.decode(new byte[0])).isEmpty();
        byte[] lying = Pairs.encode(pairs);
        lying[4] = 100;
        assertThatThrownBy(() -> Pairs.decode(lying)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Pairs.decode(new byte[] {-1, -1, -1, 127}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
