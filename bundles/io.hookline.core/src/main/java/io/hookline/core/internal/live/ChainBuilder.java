package io.hookline.core.internal.live;

import io.hookline.api.PointSpec;
import io.hookline.api.runtime.RefusalReason;
import io.hookline.core.internal.chain.Chain;
import io.hookline.core.internal.chain.ChainedHook;
import io.hookline.core.internal.order.HookInfo;
import io.hookline.core.internal.order.HookOrder;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /**
     * Builds a chain.
     *
     * @param entries all that is at the point; those that the order refuses are marked as refused
     * @param before the point's chain until now, or null if it is new
     * @param runtimes puts hooks to work
     * @return the chain until now if nothing has changed; if only those that stand by have, one that shares its runtime
     */
    static Chain build(
            PointSpec<?> spec, Collection<HookEntry> entries, @Nullable Chain before, Chain.Runtimes runtimes) {
        Map<HookInfo, HookEntry> candidates = new LinkedHashMap<>();
        for (HookEntry entry : entries) {
            if (entry.refusal() == null && entry.chained() != null) {
                candidates.put(entry.info(), entry);
            }
        }
        while (true) {
            Set<HookInfo> inPlace = newestOfEachPlace(candidates.keySet());
            HookOrder order = HookOrder.of(List.copyOf(inPlace));
            if (order.refused().isEmpty()) {
                List<ChainedHook> hooks = order.sorted().stream()
                        .map(info -> chained(candidates.get(info)))
                        .toList();
                List<ChainedHook> standby = candidates.keySet().stream()
                        .filter(info -> !inPlace.contains(info))
                        .map(info -> chained(candidates.get(info)))
                        .toList();
                if (before != null && same(before.hooks(), hooks)) {
                    return same(before.standby(), standby)
                            ? before
                            : Chain.of(spec, hooks, standby, order, before, all -> before.runtime());
                }
                return Chain.of(spec, hooks, standby, order, before, runtimes);
            }
            // A release that is refused must not displace the one that is running: its place is filled anew.
            order.refused().forEach((info, cycle) -> {
                HookEntry refused = candidates.remove(info);
                if (refused != null) {
                    refused.refuse(RefusalReason.ORDER_CYCLE, cycle);
                }
            });
        }
    }

    private static Set<HookInfo> newestOfEachPlace(Set<HookInfo> candidates) {
        Map<Place, Version> newest = new HashMap<>();
        for (HookInfo info : candidates) {
            newest.merge(Place.of(info), info.version(), (a, b) -> a.compareTo(b) >= 0 ? a : b);
        }
        Set<HookInfo> inPlace = new LinkedHashSet<>();
        for (HookInfo info : candidates) {
            if (info.version().equals(newest.get(Place.of(info)))) {
                inPlace.add(info);
            }
        }
        return inPlace;
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

    private static ChainedHook chained(@Nullable HookEntry entry) {
        ChainedHook hook = entry == null ? null : entry.chained();
        if (hook == null) {
            throw new IllegalStateException("a candidate for a chain has no service");
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
