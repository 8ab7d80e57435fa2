package io.hookline.core.internal.live;

import io.hookline.api.PointSpec;
import io.hookline.api.runtime.RefusalReason;
import io.hookline.core.internal.chain.Chain;
import io.hookline.core.internal.chain.ChainedHook;
import io.hookline.core.internal.order.HookInfo;
import io.hookline.core.internal.order.HookOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Version;

/**
 * Makes a chain of the hooks that are at a point.
 *
 * <p>Releases of one plugin share a place: of each hook, by plugin and name, only those of the highest version are in the
 * chain, the others stand by. So installing a new release beside the old one replaces it in one generation, and removing
 * the new one brings the old one back.
 */
final class ChainBuilder {

    private ChainBuilder() {}

    static Chain build(PointSpec<?> spec, Collection<HookEntry> entries) {
        Map<HookInfo, HookEntry> candidates = new HashMap<>();
        Map<Place, Version> newest = new HashMap<>();
        for (HookEntry entry : entries) {
            if (entry.refusal() == null && entry.chained() != null) {
                HookInfo info = entry.info();
                candidates.put(info, entry);
                newest.merge(Place.of(info), info.version(), (a, b) -> a.compareTo(b) >= 0 ? a : b);
            }
        }
        List<HookInfo> inPlace = new ArrayList<>();
        List<ChainedHook> standby = new ArrayList<>();
        for (HookEntry entry : entries) {
            HookInfo info = entry.info();
            if (candidates.containsKey(info)) {
                if (info.version().equals(newest.get(Place.of(info)))) {
                    inPlace.add(info);
                } else {
                    standby.add(chained(entry));
                }
            }
        }
        HookOrder order = HookOrder.of(inPlace);
        order.refused().forEach((info, cycle) -> Objects.requireNonNull(candidates.get(info))
                .refuse(RefusalReason.ORDER_CYCLE, cycle));
        List<ChainedHook> hooks = order.sorted().stream()
                .map(info -> chained(Objects.requireNonNull(candidates.get(info))))
                .toList();
        return Chain.of(spec, hooks, standby, order);
    }

    /** Whether two chains of a point call the same services in the same order, and the same ones stand by. */
    static boolean sameHooks(@Nullable Chain one, @Nullable Chain other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.spec() == other.spec() && same(one.hooks(), other.hooks()) && same(one.standby(), other.standby());
    }

    private static boolean same(List<ChainedHook> some, List<ChainedHook> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            ChainedHook a = some.get(i);
            ChainedHook b = others.get(i);
            if (a.record() != b.record() || !a.info().equals(b.info())) {
                return false;
            }
        }
        return true;
    }

    private static ChainedHook chained(HookEntry entry) {
        ChainedHook hook = entry.chained();
        if (hook == null) {
            throw new IllegalStateException(entry.info().label() + " has no service");
        }
        return hook;
    }

    /** The place in a chain that the releases of a plugin share. */
    private record Place(String plugin, String name) {

        static Place of(HookInfo info) {
            return new Place(info.plugin(), info.name());
        }
    }
}
