package io.hookline.core.internal.live;

import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import io.hookline.core.internal.HookInfos;
import io.hookline.core.internal.chain.ChainedHook;
import io.hookline.core.internal.generation.Generations;
import io.hookline.core.internal.generation.Leases;
import io.hookline.core.internal.order.HookInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A live set with short time limits, and the contract that its tests use. */
class LiveSetFixture {

    static final String POINT = "test.point";

    final Generations generations = new Generations();
    final Leases leases = new Leases(generations);
    final Drains drains = new Drains(leases, Duration.ofSeconds(20));
    final LiveSet live = new LiveSet(generations, leases, drains);

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
        return Objects.requireNonNull(live.current().chain(POINT)).standby().stream()
                .map(ChainedHook::info)
                .map(HookInfo::label)
                .toList();
    }

    /** Something that can be told. */
    interface Teller {

        @Compose(Composition.NOTIFY)
        void tell(List<String> heard);
    }
}
