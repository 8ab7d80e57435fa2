package io.hookline.engine.internal.live;

import io.hookline.api.runtime.ReleaseId;
import io.hookline.api.runtime.ReleaseVersion;
import io.hookline.engine.HookInfo;
import io.hookline.engine.internal.chain.Chain;
import io.hookline.engine.internal.chain.ChainEntry;
import io.hookline.engine.internal.order.HookOrder;
import io.hookline.engine.release.ChainPreview;
import io.hookline.engine.release.PlannedHook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Shows the stable chains as they would be if some hooks joined and others left. Guarded by the live set's lock. */
final class Preview {

    /** Planned hooks rank behind all existing ones of the same ranking. */
    private static final long FIRST_PLANNED_ID = Long.MAX_VALUE / 2;

    private final Map<String, Point<?>> points;
    private final HookEntries entries;
    private final ActivationState activation;
    private final EligibilityCheck eligibility;

    Preview(
            Map<String, Point<?>> points,
            HookEntries entries,
            ActivationState activation,
            EligibilityCheck eligibility) {
        this.points = points;
        this.entries = entries;
        this.activation = activation;
        this.eligibility = eligibility;
    }

    List<ChainPreview> of(List<PlannedHook> joining, Set<ReleaseId> leaving) {
        Set<String> concerned = new TreeSet<>(entries.pointsOf(leaving));
        joining.forEach(hook -> concerned.add(hook.point()));
        List<ChainPreview> previews = new ArrayList<>();
        for (String name : concerned) {
            previews.add(at(name, joining, leaving));
        }
        return previews;
    }

    private ChainPreview at(String name, List<PlannedHook> joining, Set<ReleaseId> leaving) {
        Point<?> point = points.get(name);
        Chain now = point == null ? null : point.latest();
        PointEntries at = entries.at(name);
        List<Place.Candidate> candidates = new ArrayList<>();
        for (HookEntry entry : at.ranked()) {
            ReleaseId release = entry.info().release();
            if (entry.refusal() == null
                    && point != null
                    && entry.isReady(point.spec())
                    && activation.isStable(release)
                    && !leaving.contains(release)) {
                candidates.add(entry);
            }
        }
        Map<Place.Name, Place> places = new HashMap<>();
        List<String> mismatched = new ArrayList<>();
        for (int i = 0; i < joining.size(); i++) {
            PlannedHook hook = joining.get(i);
            if (!hook.point().equals(name)) {
                continue;
            }
            HookInfo info = infoOf(hook, FIRST_PLANNED_ID + i);
            String mismatch = mismatch(point, hook);
            if (mismatch == null) {
                Place place = places.computeIfAbsent(Place.Name.of(info), planned -> at.placeOf(info));
                candidates.add(new Planned(info, info.version(), place));
            } else {
                mismatched.add(info.label() + ": " + mismatch);
            }
        }
        candidates.sort((one, other) -> HookOrder.BY_RANK.compare(one.info(), other.info()));
        List<String> refused = new ArrayList<>();
        List<HookInfo> after = ChainBuilder.order(
                        candidates,
                        (candidate, cycle) -> refused.add(candidate.info().label() + ": " + cycle))
                .order()
                .sorted();
        return new ChainPreview(
                name,
                point != null,
                now == null
                        ? List.of()
                        : now.hooks().stream()
                                .map(ChainEntry::info)
                                .map(HookInfo::label)
                                .toList(),
                after.stream().map(HookInfo::label).toList(),
                refused,
                missing(point, now, after),
                now == null ? 0 : now.linked().inFlight(),
                mismatched,
                point != null ? null : EligibilityCheck.nearest(name, points.keySet()));
    }

    /** The check of types that a registered hook has to pass, too. */
    private @Nullable String mismatch(@Nullable Point<?> point, PlannedHook hook) {
        return point == null || hook.types().isEmpty() ? null : eligibility.ofTypes(point, hook.types());
    }

    /** What the point requires and has now, but would no longer have. */
    private static List<String> missing(@Nullable Point<?> point, @Nullable Chain now, List<HookInfo> after) {
        return point == null
                ? List.of()
                : point.spec().required().stream()
                        .filter(wanted -> now == null || !now.missing().contains(wanted))
                        .filter(wanted -> after.stream().noneMatch(info -> info.answersTo(wanted)))
                        .toList();
    }

    private static HookInfo infoOf(PlannedHook hook, long serviceId) {
        return new HookInfo(
                serviceId,
                hook.point(),
                hook.name(),
                new ReleaseId(hook.plugin(), hook.version(), -1),
                hook.ranking(),
                hook.before(),
                hook.after(),
                List.of(),
                List.of());
    }

    /** A planned hook. */
    private record Planned(HookInfo info, ReleaseVersion version, Place place) implements Place.Candidate {}
}
