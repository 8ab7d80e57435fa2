package io.hookline.engine.internal.live;

import io.hookline.api.PointSpec;
import io.hookline.engine.HookInfo;
import io.hookline.engine.HookSource;
import io.hookline.engine.internal.chain.Chain;
import io.hookline.engine.internal.chain.ChainEntry;
import io.hookline.engine.internal.order.HookOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

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
     * @param entries all hooks that may be in it, by rank
     * @param known chains that the point has or had last; the one that it would follow comes first
     * @param marking told of each hook that the order refuses, with the reason
     * @param linker links the hooks
     * @return a known chain if it is the same; if only those that stand by differ, one that shares its linked chain
     */
    static Chain build(
            PointSpec<?> spec,
            List<HookEntry> entries,
            List<Chain> known,
            BiConsumer<HookEntry, String> marking,
            Chain.Linker linker) {
        List<HookEntry> candidates = new ArrayList<>(entries.size());
        for (HookEntry entry : entries) {
            if (entry.refusal() == null && entry.isReady(spec)) {
                candidates.add(entry);
            }
        }
        removeReplaced(candidates);
        Ordered<HookEntry> ordered = order(candidates, marking);
        List<ChainEntry> hooks = new ArrayList<>(ordered.placed().size());
        for (int i = 0; i < ordered.placed().size(); i++) {
            hooks.add(ordered.at(i).called(spec));
        }
        List<ChainEntry> standby = new ArrayList<>();
        if (candidates.size() > hooks.size()) {
            Set<HookEntry> inPlace = new HashSet<>(ordered.placed());
            for (HookEntry candidate : candidates) {
                if (!inPlace.contains(candidate)) {
                    standby.add(candidate.standingBy());
                }
            }
        }
        for (Chain chain : known) {
            if (isOf(spec, chain) && same(chain.hooks(), hooks)) {
                return same(chain.standby(), standby)
                        ? chain
                        : Chain.of(spec, chain.hooks(), standby, ordered.order(), chain, all -> chain.linked());
            }
        }
        return Chain.of(spec, hooks, standby, ordered.order(), known.isEmpty() ? null : known.get(0), linker);
    }

    /**
     * Puts the newest releases of hooks in order.
     *
     * @param candidates all that could stand in the chain, by rank; those that are refused are removed
     * @param refusals told of each one that the order refuses, with the reason
     */
    static <C extends Place.Candidate> Ordered<C> order(List<C> candidates, BiConsumer<C, String> refusals) {
        while (true) {
            List<C> placed = new ArrayList<>(candidates);
            Place.keepNewest(placed);
            List<HookInfo> infos = new ArrayList<>(placed.size());
            for (C candidate : placed) {
                infos.add(candidate.info());
            }
            HookOrder order = HookOrder.ofRanked(infos);
            if (order.refused().isEmpty()) {
                return new Ordered<>(placed, order);
            }
            // A refused release must not displace the one that is running, so its place is filled again.
            candidates.removeIf(candidate -> {
                String cycle = order.refused().get(candidate.info());
                if (cycle != null) {
                    refusals.accept(candidate, cycle);
                }
                return cycle != null;
            });
        }
    }

    private static void removeReplaced(List<HookEntry> candidates) {
        List<HookEntry> replacing = new ArrayList<>();
        for (HookEntry entry : candidates) {
            if (entry.replaces() != HookSource.NOTHING) {
                replacing.add(entry);
            }
        }
        if (!replacing.isEmpty()) {
            candidates.removeIf(entry -> replacing.stream().anyMatch(entry::isReplacedBy));
        }
    }

    /** Whether a chain has the point's present policy, and not one from before a handover. */
    @SuppressWarnings("ReferenceEquality") // A point has the very same specification until it is handed over.
    static boolean isOf(PointSpec<?> spec, Chain chain) {
        return chain.spec() == spec;
    }

    @SuppressWarnings("ReferenceEquality") // Usually it is the very same entry.
    private static boolean same(List<ChainEntry> some, List<ChainEntry> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            ChainEntry a = some.get(i);
            ChainEntry b = others.get(i);
            if (a != b
                    && (a.record() != b.record()
                            || a.target() != b.target()
                            || a.nonBlocking() != b.nonBlocking()
                            || !a.info().equals(b.info()))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Candidates in order.
     *
     * @param placed those that have a place, by rank
     * @param order their order
     */
    record Ordered<C extends Place.Candidate>(List<C> placed, HookOrder order) {

        /** The one at a position of the order. */
        C at(int position) {
            return placed.get(order.rankedPlace(position));
        }
    }
}
