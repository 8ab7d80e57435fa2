package io.hookline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hookline.api.CallScope;
import io.hookline.api.HookPoint;
import io.hookline.api.HookPoints;
import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import io.hookline.api.runtime.Actor;
import io.hookline.api.runtime.Cause;
import io.hookline.api.runtime.HookStatus;
import io.hookline.api.runtime.RefusalReason;
import io.hookline.api.runtime.RefusedHook;
import io.hookline.api.runtime.ReleaseId;
import io.hookline.api.runtime.RuntimeEvent;
import io.hookline.api.runtime.RuntimeEvent.GenerationPublished;
import io.hookline.engine.release.ReleaseChange;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The engine in an application without an OSGi framework. */
class EngineTest {

    private static final String POINT = "shop.price";
    private static final ReleaseId OLD = new ReleaseId("org.example.rebate", "1.0.0", 1);
    private static final ReleaseId NEW = new ReleaseId("org.example.rebate", "1.1.0", 2);

    private final Engine engine = Engine.create();
    private final HookPoints points = engine.points("shop");
    private final HookPoint<Price> price = points.open(POINT, Price.class);

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void runsWithoutAFrameworkOnTheClassPath() {
        assertThat(getClass().getClassLoader().getResource("org/osgi/framework/Bundle.class"))
                .isNull();
    }

    @Test
    void callsRegisteredHooksByRankingAndConstraints() {
        engine.register(POINT, Price.class, amount -> amount + 1);
        engine.register(hook(10, "twice", NEW, 100, List.of()), (Price) amount -> amount * 2);
        assertThat(price.call().price(5)).isEqualTo(11);
        engine.register(hook(11, "first", OLD, -100, List.of("twice")), (Price) amount -> amount - 1);
        // "twice" waits for "first", so that the plain hook, which ranks higher than "first", runs ahead of both.
        assertThat(price.call().price(5)).isEqualTo(10);
    }

    @Test
    void anIdBelongsToOneHook() {
        HookRegistration first = engine.register(hook(10, "first", OLD, 0, List.of()), (Price) amount -> amount + 1);
        assertThatThrownBy(() -> engine.register(hook(10, "second", NEW, 0, List.of()), (Price) amount -> amount + 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the id 10, which org.example.rebate/first@1.0.0 has");
        assertThat(price.call().price(5)).isEqualTo(6);
        first.close();
        engine.register(hook(10, "second", NEW, 0, List.of()), (Price) amount -> amount + 2);
        assertThat(price.call().price(5)).isEqualTo(7);
    }

    @Test
    void aHookWithoutAnIdOfItsOwnGetsOneThatIsFree() {
        engine.register(hook(Long.MAX_VALUE / 4, "taken", OLD, 0, List.of()), (Price) amount -> amount + 1);
        engine.register(POINT, Price.class, amount -> amount + 2);
        assertThat(price.call().price(5)).isEqualTo(8);
    }

    @Test
    void aClosedRegistrationHasNoCallLeftInItsHook() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        HookRegistration held = engine.register(POINT, Price.class, amount -> {
            entered.countDown();
            awaitQuietly(gate);
            return amount + 1;
        });
        CompletableFuture<Integer> call =
                CompletableFuture.supplyAsync(() -> price.call().price(1));
        assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(held::close);
        await().until(() -> price.call().price(1) == 1);
        assertThat(closing).isNotDone();
        gate.countDown();
        assertThat(call.get(60, TimeUnit.SECONDS)).isEqualTo(2);
        closing.get(60, TimeUnit.SECONDS);
    }

    @Test
    void swapsReleasesInOneGenerationAndDrainsTheOldOne() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        engine.register(hook(1, "rebate", OLD, 0, List.of()), (Price) amount -> {
            entered.countDown();
            awaitQuietly(gate);
            return amount - 1;
        });
        engine.releases().stage(List.of(NEW));
        engine.register(hook(2, "rebate", NEW, 0, List.of()), (Price) amount -> amount - 2);
        CompletableFuture<Integer> underway =
                CompletableFuture.supplyAsync(() -> price.call().price(10));
        assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
        long before = engine.report().generation();
        long generation = engine.releases().publish(new ReleaseChange(Set.of(NEW), Set.of(OLD), List.of()));
        assertThat(generation).isEqualTo(before + 1);
        assertThat(price.call().price(10)).isEqualTo(8);
        assertThat(engine.releases().awaitDrained(generation, Duration.ofMillis(20)))
                .isEqualTo(1);
        gate.countDown();
        assertThat(underway.get(60, TimeUnit.SECONDS)).isEqualTo(9);
        assertThat(engine.releases().awaitDrained(generation, Duration.ofSeconds(60)))
                .isZero();
    }

    @Test
    void aScopeSeesOneGenerationThroughout() {
        HookRegistration rebate = engine.register(POINT, Price.class, amount -> amount - 1);
        CompletableFuture<Void> closing;
        try (CallScope scope = points.enter()) {
            assertThat(price.call().price(10)).isEqualTo(9);
            closing = CompletableFuture.runAsync(rebate::close);
            await().until(() ->
                    engine.report().chain(POINT).orElseThrow().hooks().isEmpty());
            assertThat(price.call().price(10)).isEqualTo(9);
        }
        closing.join();
        assertThat(price.call().price(10)).isEqualTo(10);
    }

    @Test
    void reportsChainsAndRefusals() {
        engine.register(hook(1, "rebate", OLD, 7, List.of()), (Price) amount -> amount - 1);
        engine.register(
                new HookInfo(
                        2, "no.such", "lost", NEW, 0, List.of(), List.of(), List.of(Price.class.getName()), List.of()),
                (Price) amount -> amount);
        price.call().price(1);
        assertThat(engine.report().chain(POINT).orElseThrow().hooks())
                .singleElement()
                .satisfies(hook -> {
                    assertThat(hook)
                            .extracting(HookStatus::name, HookStatus::version, HookStatus::ranking)
                            .containsExactly("rebate", "1.0.0", 7);
                    assertThat(hook.calls()).isEqualTo(1);
                });
        assertThat(engine.report().refused())
                .extracting(RefusedHook::name, RefusedHook::reason)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("lost", RefusalReason.UNKNOWN_POINT));
    }

    @Test
    void tellsListenersOfGenerationsWithTheirCause() {
        List<RuntimeEvent> events = new CopyOnWriteArrayList<>();
        engine.addListener(events::add);
        engine.register(hook(1, "rebate", OLD, 0, List.of()), (Price) amount -> amount - 1);
        Cause cause = new Cause(new Actor(Actor.Kind.SHELL, "alice"), "removed org.example.rebate 1.0.0");
        long generation = engine.releases().publish(new ReleaseChange(Set.of(), Set.of(OLD), List.of(), cause));
        await().until(() -> events.size() == 2);
        assertThat(events.get(0)).isInstanceOfSatisfying(GenerationPublished.class, joined -> {
            assertThat(joined.cause().actor()).isEqualTo(Actor.RUNTIME);
            assertThat(joined.cause().reason()).isEqualTo("org.example.rebate/rebate@1.0.0 was registered");
            assertThat(joined.points()).containsExactly(POINT);
        });
        assertThat(events.get(1)).isInstanceOfSatisfying(GenerationPublished.class, left -> {
            assertThat(left.cause()).isEqualTo(cause);
            assertThat(left.generation()).isEqualTo(generation);
        });
    }

    private static HookInfo hook(long id, String name, ReleaseId release, int ranking, List<String> before) {
        return new HookInfo(
                id, POINT, name, release, ranking, before, List.of(), List.of(Price.class.getName()), List.of());
    }

    private static void awaitQuietly(CountDownLatch gate) {
        try {
            gate.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Changes a price. */
    public interface Price {

        @Compose(Composition.WATERFALL)
        int price(int amount);
    }
}
