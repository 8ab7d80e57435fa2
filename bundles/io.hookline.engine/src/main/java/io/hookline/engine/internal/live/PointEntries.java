package io.hookline.engine.internal.live;

import io.hookline.api.runtime.RefusalReason;
import io.hookline.engine.HookInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The entries of the hooks that name one point, by rank, and which of them a change has to look at: those that are new
 * or have changed, and those whose refusal another change may end. Guarded by the live set's lock.
 */
final class PointEntries {

    static final PointEntries NONE = new PointEntries();

    private final List<HookEntry> ranked = new ArrayList<>();
    private final Map<Place.Name, Place> places = new HashMap<>();
    private final Set<HookEntry> unsettled = new LinkedHashSet<>();

    /** All of them, by rank; a view. */
    List<HookEntry> ranked() {
        return Collections.unmodifiableList(ranked);
    }

    boolean isEmpty() {
        return ranked.isEmpty();
    }

    void add(HookEntry entry) {
        int at = find(entry.info());
        if (at >= 0) {
            remove(ranked.get(at));
        }
        ranked.add(at >= 0 ? at : -at - 1, entry);
        Place place = places.computeIfAbsent(Place.Name.of(entry.info()), name -> new Place());
        place.occupy(1);
        entry.take(place);
        unsettled.add(entry);
    }

    void remove(HookEntry entry) {
        int at = find(entry.info());
        if (at >= 0) {
            ranked.remove(at);
            if (entry.place().occupy(-1) == 0) {
                places.remove(Place.Name.of(entry.info()));
            }
        }
        unsettled.remove(entry);
    }

    private int find(HookInfo info) {
        return RankSearch.find(ranked, HookEntry::info, info);
    }

    /** The place that a hook would take; a place of its own if no other hook has it. */
    Place placeOf(HookInfo info) {
        Place place = places.get(Place.Name.of(info));
        return place == null ? new Place() : place;
    }

    // ---- what a change looks at ------------------------------------------------------------------------------------

    /** Looks at an entry again in the coming change. */
    void reconsider(HookEntry entry) {
        unsettled.add(entry);
    }

    /** Looks at all entries again in the coming change, because the point has opened or closed. */
    void reconsiderAll() {
        unsettled.addAll(ranked);
    }

    /** Whether the coming change has no entry to look at, except perhaps this one. */
    boolean isSettledBut(HookEntry entry) {
        return unsettled.isEmpty() || (unsettled.size() == 1 && unsettled.contains(entry));
    }

    /** The entries to look at; a copy. */
    Collection<HookEntry> unsettled() {
        return unsettled.isEmpty() ? List.of() : List.copyOf(unsettled);
    }

    /**
     * A change is done with the entries that it has looked at: those stay whose service has still to come, or whose
     * refusal may end with another change.
     */
    void settled() {
        unsettled.removeIf(entry -> {
            HookEntry.Refusal refusal = entry.refusal();
            return refusal == null
                    ? entry.isActive()
                    : refusal.reason() != RefusalReason.ORDER_CYCLE
                            && refusal.reason() != RefusalReason.ACTIVATION_FAILED;
        });
    }
}
