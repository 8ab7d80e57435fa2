package io.hookline.engine.internal.live;

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

    /** Something that can be told. */
    interface Teller {

        @Compose(Composition.NOTIFY)
        void tell(List<String> heard);
    }
}
