package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.PointSpec;
import io.hookline.api.runtime.RefusalReason;
import io.hookline.api.runtime.RefusedHook;
import io.hookline.engine.internal.HookInfos;
import java.lang.ref.WeakReference;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Hooks that join, change, and leave the chain of an open point. */
class JoinAndLeaveTest extends LiveSetFixture {

    @Test
    void everyHookThatJoinsOrLeavesPublishesOneGeneration() {
        Teller point = openPoint().call();
        long start = live.current().number();
        FakeSource a = add(1, "a");
        add(2, "b");
        assertThat(live.current().number()).isEqualTo(start + 2);
        assertThat(heard(point)).containsExactly("a", "b");
        live.remove(1);
        assertThat(live.current().number()).isEqualTo(start + 3);
        assertThat(heard(point)).containsExactly("b");
        assertThat(a.fetched).hasValue(1);
        assertThat(a.givenBack).hasValue(1);
    }

    @Test
    void hooksRegisteredBeforeTheirPointAreFetchedWhenItOpens() {
        FakeSource a = add(1, "a");
        add(2, "b");
        assertThat(a.fetched).hasValue(0);
        assertThat(live.refused())
                .extracting(RefusedHook::reason)
                .containsExactly(RefusalReason.UNKNOWN_POINT, RefusalReason.UNKNOWN_POINT);
        long start = live.current().number();
        Teller point = openPoint().call();
        assertThat(live.current().number()).isEqualTo(start + 1);
        assertThat(heard(point)).containsExactly("a", "b");
        assertThat(live.refused()).isEmpty();
    }

    @Test
    void aChangedRankingMovesTheHookWithoutFetchingItAgain() {
        Teller point = openPoint().call();
        add(1, "a");
        FakeSource b = add(2, "b");
        modify(HookInfos.at(HookInfos.hook(2, "b", 10), POINT, Teller.class));
        assertThat(heard(point)).containsExactly("b", "a");
        assertThat(b.fetched).hasValue(1);
        assertThat(b.givenBack).hasValue(0);
    }

    @Test
    void aHookCanMoveToAnotherPoint() {
        Teller here = openPoint().call();
        Teller there = openPoint(PointSpec.of("test.other", Teller.class)).call();
        add(1, "a");
        long before = live.current().number();
        modify(HookInfos.at(HookInfos.hook(1, "a", 0), "test.other", Teller.class));
        assertThat(heard(here)).isEmpty();
        assertThat(heard(there)).containsExactly("a");
        assertThat(live.current().number()).isEqualTo(before + 1);
    }

    @Test
    void aChangeThatAffectsNoChainPublishesNoGeneration() {
        openPoint();
        add(1, "a");
        long before = live.current().number();
        modify(info(1, "a"));
        add(HookInfos.at(HookInfos.hook(2, "b", 0), "nowhere", Teller.class), heard -> {});
        live.remove(2);
        assertThat(live.current().number()).isEqualTo(before);
    }

    @Test
    void aHookReplacesAnotherOfTheSameReleaseInOneGeneration() {
        Teller point = openPoint().call();
        FakeSource old = add(info(1, "a"), heard -> heard.add("old"));
        long before = live.current().number();
        live.add(new FakeSource(info(2, "a"), (Teller) heard -> heard.add("new")) {
            @Override
            public long replaces() {
                return 1;
            }
        });
        assertThat(heard(point)).as("of another bundle").containsExactly("old", "new");
        assertThat(live.current().number()).isEqualTo(before + 1);
        live.add(new FakeSource(HookInfos.of(info(3, "a"), 1), (Teller) heard -> heard.add("newest")) {
            @Override
            public long replaces() {
                return 1;
            }
        });
        assertThat(heard(point)).containsExactly("new", "newest");
        assertThat(live.current().number()).isEqualTo(before + 2);
        live.remove(1);
        assertThat(old.givenBack).hasValue(1);
        assertThat(live.current().number()).isEqualTo(before + 2);
        assertThat(heard(point)).containsExactly("new", "newest");
    }

    @Test
    void aRemovedHookCanBeGarbageCollected() {
        openPoint();
        WeakReference<Object> hook = addAndRemove();
        Awaitility.await().until(() -> {
            System.gc();
            return hook.get() == null;
        });
    }

    private WeakReference<Object> addAndRemove() {
        Object[] hook = {new UnheldTeller()};
        WeakReference<Object> weak = new WeakReference<>(hook[0]);
        live.add(FakeSource.activatedBy(info(1, "a"), () -> {
            Object service = hook[0];
            hook[0] = null;
            return service;
        }));
        live.remove(1);
        return weak;
    }

    /** A hook that nothing but its chain holds. */
    private static final class UnheldTeller implements Teller {
        @Override
        public void tell(List<String> heard) {}
    }
}
