package io.hookline.engine.internal.live;

import io.hookline.api.runtime.RefusedHook;
import io.hookline.api.runtime.ReleaseId;
import io.hookline.engine.HookInfo;
import io.hookline.engine.release.ReleaseHook;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The entries of all hook services, by service and by point. Guarded by the live set's lock. */
final class HookEntries {

    private final Map<Long, HookEntry> entries = new TreeMap<>();
    /** Changed under the lock; who only asks whether a point is named needs none. */
    private final Map<String, PointEntries> byPoint = new ConcurrentHashMap<>();

    void add(HookEntry entry) {
        entries.put(entry.info().id(), entry);
        index(entry);
    }

    @Nullable
    HookEntry get(long serviceId) {
        return entries.get(serviceId);
    }

    @Nullable
    HookEntry remove(long serviceId) {
        HookEntry entry = entries.remove(serviceId);
        if (entry != null) {
            unindex(entry);
        }
        return entry;
    }

    /** All of them, by service. */
    Collection<HookEntry> all() {
        return entries.values();
    }

    /** Those that name a point. */
    PointEntries at(String point) {
        return byPoint.getOrDefault(point, PointEntries.NONE);
    }

    /** Whether a hook names a point. May be asked without the lock. */
    boolean isNamed(String point) {
        return byPoint.containsKey(point);
    }

    /** The points that hooks of some releases name. */
    Set<String> pointsOf(Set<ReleaseId> releases) {
        Set<String> points = new HashSet<>();
        for (HookEntry entry : entries.values()) {
            if (releases.contains(entry.info().release())) {
                points.add(entry.info().point());
            }
        }
        return points;
    }

    /** Adds an entry under the point that it names. */
    void index(HookEntry entry) {
        byPoint.computeIfAbsent(entry.info().point(), name -> new PointEntries())
                .add(entry);
    }

    /** Removes an entry from under its point, before the point that it names changes. */
    void unindex(HookEntry entry) {
        String name = entry.info().point();
        PointEntries at = byPoint.get(name);
        if (at != null) {
            at.remove(entry);
            if (at.isEmpty()) {
                byPoint.remove(name);
            }
        }
    }

    /** The hooks that are refused, each with the reason. */
    List<RefusedHook> refused() {
        List<RefusedHook> refused = new ArrayList<>();
        for (HookEntry entry : entries.values()) {
            HookEntry.Refusal refusal = entry.refusal();
            if (refusal != null) {
                HookInfo info = entry.info();
                refused.add(new RefusedHook(
                        info.name(),
                        info.plugin(),
                        info.version().toString(),
                        info.release().instance(),
                        refusal.reason(),
                        refusal.detail()));
            }
        }
        return refused;
    }

    /** The hooks that a release has published. */
    List<ReleaseHook> reports(ReleaseId release) {
        List<ReleaseHook> reports = new ArrayList<>();
        for (HookEntry entry : entries.values()) {
            if (entry.info().release().equals(release)) {
                reports.add(entry.report());
            }
        }
        return reports;
    }

    /** Takes the services of refused hooks, so that they can be given back; not those in a cycle, which may end. */
    LeavingHooks deactivateRefused(Set<String> concerned) {
        LeavingHooks leaving = new LeavingHooks();
        for (String name : concerned) {
            at(name).unsettled().stream()
                    .filter(entry -> entry.refusal() != null)
                    .forEach(leaving::take);
        }
        return leaving;
    }

    /** A change at points is done with the entries that it has looked at. */
    void settled(Set<String> concerned) {
        concerned.forEach(name -> at(name).settled());
    }
}
