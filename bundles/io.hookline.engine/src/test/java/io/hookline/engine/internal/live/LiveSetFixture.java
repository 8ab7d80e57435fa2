package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.HookPoint;
import io.hookline.api.PointSpec;
import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import io.hookline.engine.EngineSettings;
import io.hookline.engine.HookInfo;
import io.hookline.engine.internal.HookInfos;
import io.hookline.engine.internal.chain.ChainEntry;
import io.hookline.engine.internal.generation.Generations;
import io.hookline.engine.internal.generation.Leases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;

/** A live set with short time limits, and the contract that its tests use. */
class LiveSetFixture {

    static final String POINT = "test.point";

    final EngineAssembly engine = new EngineAssembly(settings());
    final Leases leases = engine.leases();
    final Generations generations = leases.generations();
    final Drains drains = engine.drains();
    final LiveSet live = engine.live();

    /** How the engine under test works. */
    EngineSettings settings() {
        return EngineSettings.defaults().withDrainTimeout(Duration.ofSeconds(20));
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    /** Opens the point of most tests. */
    HookPoint<Teller> openPoint() {
        return openPoint(PointSpec.of(POINT, Teller.class));
    }

    HookPoint<Teller> openPoint(PointSpec<Teller> spec) {
        return live.open(spec, "host", closed -> {});
    }

    HookInfo info(long id, String plugin) {
        return HookInfos.at(HookInfos.hook(id, plugin, 0), POINT, Teller.class);
    }

    FakeSource add(long id, String plugin) {
        return add(info(id, plugin), heard -> heard.add(plugin));
    }

    FakeSource add(HookInfo info, Teller hook) {
        FakeSource source = new FakeSource(info, hook);
        live.add(source);
        return source;
    }

    void modify(HookInfo changed) {
        live.modify(changed.id(), () -> changed);
    }

    List<String> heard(Teller point) {
        List<String> heard = new ArrayList<>();
        point.tell(heard);
        return heard;
    }

    List<String> standby() {
        return Objects.requireNonNull(live.snapshot().chains().get(POINT)).standby().stream()
                .map(ChainEntry::info)
                .map(HookInfo::label)
                .toList();
    }

    /** Not in the common pool, where on a small machine a waiting task would block the next one. */
    static <T> CompletableFuture<T> supplyInThread(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> new Thread(task).start());
    }

    static CompletableFuture<Void> runInThread(Runnable work) {
        return CompletableFuture.runAsync(work, task -> new Thread(task).start());
    }

    static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A contract whose hooks add to a list. */
    interface Teller {

        @Compose(Composition.NOTIFY)
        void tell(List<String> heard);
    }
}
