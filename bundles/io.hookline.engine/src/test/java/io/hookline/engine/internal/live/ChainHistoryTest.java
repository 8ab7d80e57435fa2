package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.PointSpec;
import io.hookline.engine.internal.chain.Chain;
import io.hookline.engine.internal.chain.HookRecord;
import io.hookline.engine.internal.generation.Generation;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The chains of a point in the generations that calls still see. */
class ChainHistoryTest extends LiveSetFixture {

    @Test
    void aVersionBetweenTwoOthersCanGo() {
        ChainHistory history = new ChainHistory(List.of());
        Chain one = chain();
        Chain two = chain();
        Chain three = chain();
        history.set(List.of(one), 1);
        ChainHistory.Version first = history.latest();
        history.set(List.of(two), 4);
        ChainHistory.Version second = history.latest();
        history.set(List.of(three), 7);
        assertThat(history.forget(second)).containsExactly(two.linked());
        assertThat(history.in(new Generation(3))).containsExactly(one);
        assertThat(history.in(new Generation(8))).containsExactly(three);
        assertThatThrownBy(() -> history.in(new Generation(5))).hasMessageContaining("is gone while it is leased");
        assertThat(history.forget(first)).containsExactly(one.linked());
        assertThatThrownBy(() -> history.in(new Generation(3))).hasMessageContaining("is gone while it is leased");
    }

    @Test
    void aLinkedChainThatTwoVersionsShareGoesWithTheLastOfThem() {
        ChainHistory history = new ChainHistory(List.of());
        Chain one = chain();
        history.set(List.of(one), 1);
        ChainHistory.Version first = history.latest();
        history.set(List.of(one), 2);
        ChainHistory.Version second = history.latest();
        history.set(null, 3);
        assertThat(history.forget(first)).isEmpty();
        assertThat(history.forget(second)).containsExactly(one.linked());
        assertThat(history.in(new Generation(3))).isNull();
    }

    @Test
    void aCallThatHangsKeepsTheChainsOfItsOwnGenerationAlone() throws Exception {
        Teller point = openPoint().call();
        add(1, "first");
        CountDownLatch isIn = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        add(info(2, "hangs"), heard -> {
            isIn.countDown();
            awaitLatch(release);
        });
        CompletableFuture<List<String>> call = supplyInThread(() -> heard(point));
        awaitLatch(isIn);
        HookRecord record = record("first");
        add(3, "third");
        Chain between = Objects.requireNonNull(live.snapshot().chains().get(POINT));
        add(4, "fourth");
        generations.runDueTasks();
        assertThat(between.linked().isOpen()).isFalse();
        release.countDown();
        assertThat(call.get()).containsExactly("first");
        assertThat(record.calls()).isEqualTo(1);
    }

    private HookRecord record(String plugin) {
        return Objects.requireNonNull(live.snapshot().chains().get(POINT)).hooks().stream()
                .filter(hook -> hook.info().plugin().equals(plugin))
                .findFirst()
                .orElseThrow()
                .record();
    }

    /** A chain with a linked chain of its own. */
    private Chain chain() {
        String name = "test.point" + generations.current().number();
        live.open(PointSpec.of(name, Teller.class), "host", closed -> {});
        return Objects.requireNonNull(live.snapshot().chains().get(name));
    }
}
