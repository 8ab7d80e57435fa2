package io.hookline.engine.internal.live;

import io.hookline.api.PointSpec;
import io.hookline.api.runtime.RefusalReason;
import io.hookline.api.runtime.ReleaseVersion;
import io.hookline.engine.HookInfo;
import io.hookline.engine.HookSource;
import io.hookline.engine.internal.chain.Chain;
import io.hookline.engine.internal.chain.ChainEntry;
import io.hookline.engine.internal.order.HookOrder;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Builds the chain of a point from its hooks.
 *
 * <p>Releases of one plugin share a place: of each hook, by plugin and name, only those of the highest version are in
 * the chain, the others stand by. So installing a new release beside the old one replaces it in one generation, and
 * removing the new one brings the old one back.
 */
final class ChainBuilder {

    private ChainBuilder() {}

    /**
     * Builds a chain.
     *
     * @param entries all hooks that may be in it
     * @param known chains that the point has or had last; the one that it would follow comes first
     * @param marking whether to mark hooks that the order refuses as refused
     * @param linker links the hooks
     * @return a known chain if it is the same; if only those that stand by differ, one that shares its linked chain
     */
    static Chain build(
            PointSpec<?> spec, Collection<HookEntry> entries, List<Chain> known, boolean marking, Chain.Linker linker) {
        Map<HookInfo, HookEntry> candidates = new LinkedHashMap<>();
        for (HookEntry entry : entries) {
            if (entry.refusal() == null && entry.chained(spec) != null) {
                candidates.put(entry.info(), entry);
            }
        }
        removeReplaced(candidates.values());
        Set<HookInfo> left = new LinkedHashSet<>(candidates.keySet());
        HookOrder order = order(left, (info, cycle) -> {
            HookEntry refused = candidates.get(info);
            if (refused != null && marking) {
                refused.refuse(RefusalReason.ORDER_CYCLE, cycle);
            }
        });
        List<ChainEntry> hooks = order.sorted().stream()
                .map(info -> chained(candidates.get(info), spec).guardedAt(spec))
                .toList();
        Set<HookInfo> inPlace = Set.copyOf(order.sorted());
        List<ChainEntry> standby = left.stream()
                .filter(info -> !inPlace.contains(info))
                .map(info -> chained(candidates.get(info), spec))
                .toList();
        return known.stream()
                .filter(chain -> isOf(spec, chain) && same(chain.hooks(), hooks))
                .findFirst()
                .map(chain -> same(chain.standby(), standby)
                        ? chain
                        : Chain.of(spec, hooks, standby, order, chain, all -> chain.linked()))
                .orElseGet(() -> Chain.of(spec, hooks, standby, order, known.isEmpty() ? null : known.get(0), linker));
    }

    /**
     * Puts the newest releases of hooks in order.
     *
     * @param candidates all that could stand in the chain; those that are refused are removed
     * @param refusals told of each one that the order refuses, with the reason
     */
    static HookOrder order(Set<HookInfo> candidates, BiConsumer<HookInfo, String> refusals) {
        while (true) {
            HookOrder order = HookOrder.of(List.copyOf(newestOfEachPlace(candidates)));
            if (order.refused().isEmpty()) {
                return order;
            }
            // A refused release must not displace the one that is running, so its place is filled again.
            order.refused().forEach((info, cycle) -> {
                candidates.remove(info);
                refusals.accept(info, cycle);
            });
        }
    }

    private static void removeReplaced(Collection<HookEntry> candidates) {
        List<HookEntry> replacing = candidates.stream()
                .filter(entry -> entry.replaces() != HookSource.NOTHING)
                .toList();
        if (!replacing.isEmpty()) {
            candidates.removeIf(entry -> replacing.stream().anyMatch(entry::isReplacedBy));
        }
    }

    private static Set<HookInfo> newestOfEachPlace(Set<HookInfo> candidates) {
        Map<Place, ReleaseVersion> newest = new HashMap<>();
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

    /** Whether a chain has the point's present policy, and not one from before a handover. */
    @SuppressWarnings("ReferenceEquality") // A point has the very same specification until it is handed over.
    static boolean isOf(PointSpec<?> spec, Chain chain) {
        return chain.spec() == spec;
    }

    private static boolean same(List<ChainEntry> some, List<ChainEntry> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            ChainEntry a = some.get(i);
            ChainEntry b = others.get(i);
            if (a.record() != b.record()
                    || a.target() != b.target()
                    || !a.info().equals(b.info())) {
                return false;
            }
        }
        return true;
    }

    private static ChainEntry chained(@Nullable HookEntry entry, PointSpec<?> spec) {
        ChainEntry hook = entry == null ? null : entry.chained(spec);
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
