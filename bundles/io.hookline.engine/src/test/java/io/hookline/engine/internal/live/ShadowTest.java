package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hookline.api.HookPoint;
import io.hookline.api.PointSpec;
import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import io.hookline.api.runtime.ReleaseId;
import io.hookline.engine.internal.HookInfos;
import io.hookline.engine.release.ReleaseChange;
import io.hookline.engine.release.Route;
import io.hookline.engine.release.ShadowObserver;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Candidates in the shadow of what is called. */
class ShadowTest extends LiveSetFixture {

    private static final ReleaseId OLD = HookInfos.release("p", 100);
    private static final ReleaseId NEW = HookInfos.release("p", 200);

    private final Compared compared = new Compared();

    private Pricer pricer(boolean pure) {
        PointSpec<Pricer> spec = PointSpec.of(POINT, Pricer.class);
        HookPoint<Pricer> point = live.open(pure ? spec.withPure() : spec, "host", closed -> {});
        return point.call();
    }

    private void release(ReleaseId release, String version, Pricer hook) {
        live.add(new FakeSource(
                HookInfos.version(
                        HookInfos.of(
                                HookInfos.at(HookInfos.hook(release.instance() + 1, "p", 0), POINT, Pricer.class),
                                release.instance()),
                        version),
                hook));
    }

    private void shadow() {
        live.change(new ReleaseChange(
                Set.of(), Set.of(), List.of(new Route("shadow", Set.of(NEW), Set.of(OLD), call -> true, compared))));
    }

    @Test
    void callersGetTheStableAnswerAndDifferencesAreReported() {
        Pricer pricer = pricer(true);
        release(OLD, "1.0.0", item -> item.length());
        live.stage(Set.of(NEW));
        release(NEW, "2.0.0", item -> item.equals("odd") ? 0 : item.length());
        shadow();
        assertThat(pricer.price("even")).isEqualTo(4);
        assertThat(pricer.price("odd")).isEqualTo(3);
        await().until(() -> compared.same.get() == 1 && compared.different.size() == 1);
        assertThat(compared.different).containsExactly(POINT + ": 3 / 0");
    }

    @Test
    void aCandidateThatThrowsOrHangsDoesNotAffectCallers() {
        Pricer pricer = pricer(true);
        CountDownLatch hanging = new CountDownLatch(1);
        release(OLD, "1.0.0", item -> 1);
        live.stage(Set.of(NEW));
        release(NEW, "2.0.0", item -> {
            if (item.equals("hang")) {
                awaitQuietly(hanging);
            }
            throw new IllegalStateException("broken");
        });
        shadow();
        assertThat(pricer.price("x")).isEqualTo(1);
        await().until(() -> compared.different.size() == 1);
        assertThat(compared.different.peek()).contains("1 / threw java.lang.IllegalStateException: broken");
        for (int i = 0; i < 1_000; i++) {
            assertThat(pricer.price("hang")).isEqualTo(1);
        }
        assertThat(compared.dropped.get()).isBetween(700L, 999L);
        hanging.countDown();
        await().until(() -> leases.drain(live.current().number() + 1, Duration.ofMillis(1)) == 0);
    }

    @Test
    void aCandidateThatHangsDoesNotDelayARemovalForLong() {
        Pricer pricer = pricer(true);
        CountDownLatch hanging = new CountDownLatch(1);
        release(OLD, "1.0.0", item -> 1);
        live.stage(Set.of(NEW));
        release(NEW, "2.0.0", item -> {
            awaitQuietly(hanging);
            return 1;
        });
        shadow();
        for (int i = 0; i < 20; i++) {
            pricer.price("x");
        }
        long generation = live.change(new ReleaseChange(Set.of(), Set.of(), List.of()));
        assertThat(leases.drain(generation, Duration.ofSeconds(9))).isZero();
        hanging.countDown();
    }

    @Test
    void theShadowContinuesWhenTheStableChainIsCompiledAndCountsOnlyForTheCandidate() {
        Pricer pricer = pricer(true);
        release(OLD, "1.0.0", item -> null);
        live.add(new FakeSource(
                HookInfos.of(HookInfos.at(HookInfos.hook(1, "behind", -1), POINT, Pricer.class), 1),
                (Pricer) item -> 7));
        live.stage(Set.of(NEW));
        release(NEW, "2.0.0", item -> null);
        shadow();
        for (int i = 0; i < 20; i++) {
            for (int call = 0; call < 100; call++) {
                assertThat(pricer.price("x")).isEqualTo(7);
            }
            int total = (i + 1) * 100;
            await().until(() -> compared.same.get() + compared.dropped.get() == total);
        }
        assertThat(live.hooksOf(HookInfos.release("behind", 1)))
                .extracting(hook -> hook.calls())
                .containsExactly(2_000L);
        assertThat(live.hooksOf(NEW)).extracting(hook -> hook.calls()).containsExactly((long) compared.same.get());
    }

    @Test
    void aFailureOfTheStableChainReachesTheCallerAndIsComparedByItsClass() {
        Pricer pricer = pricer(true);
        release(OLD, "1.0.0", item -> {
            throw new IllegalArgumentException("no price");
        });
        live.stage(Set.of(NEW));
        release(NEW, "2.0.0", item -> {
            throw new IllegalArgumentException("no price at all");
        });
        shadow();
        assertThatThrownBy(() -> pricer.price("x")).hasMessage("no price");
        await().until(() -> compared.same.get() == 1);
    }

    @Test
    void aPointThatIsNotPureHasNoShadow() {
        Pricer pricer = pricer(false);
        AtomicInteger asked = new AtomicInteger();
        release(OLD, "1.0.0", item -> 1);
        live.stage(Set.of(NEW));
        release(NEW, "2.0.0", item -> asked.incrementAndGet());
        shadow();
        assertThat(pricer.price("x")).isEqualTo(1);
        assertThat(live.snapshot().routed()).isEmpty();
        assertThat(asked).hasValue(0);
    }

    @Test
    void theShadowEndsWithItsRouteAndRemovalsWaitForIt() {
        Pricer pricer = pricer(true);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        release(OLD, "1.0.0", item -> 1);
        live.stage(Set.of(NEW));
        release(NEW, "2.0.0", item -> {
            inside.countDown();
            awaitQuietly(goOn);
            return 1;
        });
        shadow();
        pricer.price("x");
        awaitQuietly(inside);
        long generation = live.change(new ReleaseChange(Set.of(), Set.of(), List.of()));
        assertThat(leases.drain(generation, Duration.ofMillis(20))).isEqualTo(1);
        goOn.countDown();
        assertThat(leases.drain(generation, Duration.ofSeconds(60))).isZero();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Knows prices. */
    interface Pricer {

        @Compose(Composition.FIRST_RESULT)
        @Nullable
        Integer price(String item);
    }

    private static final class Compared implements ShadowObserver {

        private final AtomicInteger same = new AtomicInteger();
        private final AtomicLong dropped = new AtomicLong();
        private final Queue<String> different = new ConcurrentLinkedQueue<>();

        @Override
        public void compared(String point, boolean equal, @Nullable String stable, @Nullable String candidate) {
            if (equal) {
                same.incrementAndGet();
            } else {
                different.add(point + ": " + stable + " / " + candidate);
            }
        }

        @Override
        public void dropped(long calls) {
            dropped.addAndGet(calls);
        }
    }
}
