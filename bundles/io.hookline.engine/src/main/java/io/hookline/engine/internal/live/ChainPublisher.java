package io.hookline.engine.internal.live;

import io.hookline.api.runtime.Cause;
import io.hookline.api.runtime.RefusalReason;
import io.hookline.api.runtime.ReleaseId;
import io.hookline.api.runtime.RuntimeEvent.GenerationPublished;
import io.hookline.api.runtime.RuntimeEvents;
import io.hookline.engine.HookInfo;
import io.hookline.engine.internal.chain.Chain;
import io.hookline.engine.internal.chain.ChainEntry;
import io.hookline.engine.internal.chain.HookRecord;
import io.hookline.engine.internal.chain.LinkedChain;
import io.hookline.engine.internal.chain.Shadow;
import io.hookline.engine.internal.generation.Generation;
import io.hookline.engine.internal.generation.Generations;
import io.hookline.engine.internal.generation.Routes;
import io.hookline.engine.release.Route;
import io.hookline.engine.release.ShadowObserver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Builds the chains of points for a generation to come and publishes it. Guarded by the live set's lock. */
final class ChainPublisher {

    private final Generations generations;
    private final HookEntries entries;
    private final ActivationState activation;
    private final RuntimeEvents events;
    private Routes routes = Routes.NONE;

    ChainPublisher(Generations generations, HookEntries entries, ActivationState activation, RuntimeEvents events) {
        this.generations = generations;
        this.entries = entries;
        this.activation = activation;
        this.events = events;
    }

    /**
     * The routes have changed: the next generation splits its calls by these, and is published even if no chain
     * changes.
     */
    long publishRoutes(Collection<Point<?>> concerned, Cause cause) {
        routes = activation.routes().isEmpty()
                ? Routes.NONE
                : new Routes(activation.routes().stream().map(Route::selector).toList());
        return publish(changes(concerned), true, cause);
    }

    /** Publishes the changes at points in one generation, if there are any; returns the current generation. */
    long publish(Collection<Point<?>> concerned, Cause cause) {
        return publish(changes(concerned), false, cause);
    }

    /**
     * Publishes that one hook has joined or left a point; returns the current generation.
     *
     * @param isGone whether its entry is gone
     */
    long publishOne(Point<?> point, HookEntry entry, boolean isGone, Cause cause) {
        List<Chain> before = point.latestOfAllRoutes();
        boolean isPlain = before.size() == 1
                && activation.routes().isEmpty()
                && before.get(0).linked().shadow() == null
                && entries.at(point.spec().name()).isSettledBut(entry);
        if (isPlain && !activation.isStable(entry.info().release())) {
            // It is in no chain: a release that is staged, or that a change has taken out.
            return generations.current().number();
        }
        Chain after = null;
        if (isPlain && isGone) {
            after = OneHook.leaving(before.get(0), point.spec(), entry, point);
        } else if (isPlain) {
            after = OneHook.joining(before.get(0), point.spec(), entry, point);
        }
        return after == null
                ? publish(List.of(point), cause)
                : publish(List.of(new Change(point, before, List.of(after))), false, cause);
    }

    /** Publishes a generation in which a point is closed. */
    long publishClosed(Point<?> closing, Cause cause) {
        return publish(List.of(new Change(closing, closing.latestOfAllRoutes(), List.of())), true, cause);
    }

    private List<Change> changes(Collection<Point<?>> concerned) {
        List<Change> changes = new ArrayList<>();
        for (Point<?> point : concerned) {
            List<Chain> before = point.latestOfAllRoutes();
            List<Chain> after = chains(point, before);
            if (!areSame(before, after)) {
                changes.add(new Change(point, before, after));
            }
        }
        return changes;
    }

    private long publish(List<Change> changes, boolean always, Cause cause) {
        if (changes.isEmpty() && !always) {
            return generations.current().number();
        }
        long next = generations.current().number() + 1;
        changes.forEach(
                change -> change.difference.left().forEach(hook -> hook.record().leftAt(next)));
        changes.forEach(change ->
                change.difference.joined().forEach(hook -> hook.record().leftAt(0)));
        List<ChainHistory.Version> replaced = new ArrayList<>();
        for (Change change : changes) {
            replaced.add(change.point.set(change.after, next));
        }
        generations.publish(new Generation(next, routes));
        changes.forEach(ChainPublisher::endShadows);
        for (int i = 0; i < changes.size(); i++) {
            retire(changes.get(i), replaced.get(i), next);
        }
        abandon(changes, next);
        events.publish(new GenerationPublished(
                Instant.now(),
                cause,
                next,
                changes.stream().map(change -> change.point.spec().name()).toList()));
        return next;
    }

    private void retire(Change change, ChainHistory.Version replaced, long next) {
        Point<?> point = change.point;
        generations.whenLeft(replaced.since(), next, replaced.weight(), () -> point.forget(replaced));
        if (change.after.isEmpty()) {
            generations.whenLeft(next, point::end);
        }
        ChangeLog.tell(point.spec().name(), change.before, change.after, activation.routes(), next);
    }

    /** Lets guards give up targets that are no longer called, once the calls of earlier generations have ended. */
    private void abandon(List<Change> changes, long next) {
        Set<Object> called = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<HookRecord> records = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Change change : changes) {
            change.difference.joined().forEach(hook -> called.add(hook.target()));
            change.difference.left().forEach(hook -> records.add(hook.record()));
        }
        for (HookRecord record : records) {
            Runnable ending = record.guard().abandon(called);
            if (ending != null) {
                generations.whenLeft(next, ending);
            }
        }
    }

    /** Ends the shadows of chains that no new call sees, and drops what waits there. */
    private static void endShadows(Change change) {
        for (Chain chain : change.before) {
            Shadow shadow = chain.linked().shadow();
            if (shadow != null && change.after.stream().noneMatch(after -> after.linked() == chain.linked())) {
                shadow.end();
            }
        }
    }

    /**
     * The chains of a point by route, up to the last route that differs there. Chains that have not changed are the
     * same objects as before.
     */
    private List<Chain> chains(Point<?> point, List<Chain> before) {
        String name = point.spec().name();
        List<Chain> known = new ArrayList<>(before);
        known.removeIf(chain -> chain.linked().shadow() != null);
        PointEntries at = entries.at(name);
        List<HookEntry> stable = stable(at.ranked());
        List<Chain> chains = new ArrayList<>();
        BiConsumer<HookEntry, String> marking = (entry, cycle) -> {
            entry.refuse(RefusalReason.ORDER_CYCLE, cycle);
            at.reconsider(entry);
        };
        chains.add(ChainBuilder.build(point.spec(), stable, known, marking, point));
        known.add(0, chains.get(Routes.STABLE));
        int differing = 1;
        for (Route route : activation.routes()) {
            List<HookEntry> there = onRoute(route, point, at.ranked());
            if (there.equals(stable) || (route.shadow() != null && !point.spec().pure())) {
                chains.add(chains.get(Routes.STABLE));
            } else if (route.shadow() == null) {
                chains.add(ChainBuilder.build(point.spec(), there, known, ChainPublisher::leaveUnmarked, point));
                differing = chains.size();
            } else {
                int number = chains.size();
                Chain candidate = ChainBuilder.build(
                        point.spec(),
                        there,
                        List.of(),
                        ChainPublisher::leaveUnmarked,
                        hooks -> point.link(apart(hooks, route)));
                chains.add(shadowed(point, chains.get(Routes.STABLE), candidate, route.shadow(), before, number));
                differing = number + 1;
            }
        }
        return chains.subList(0, differing);
    }

    /** What the order of another than the stable route refuses stays as it is. */
    private static void leaveUnmarked(HookEntry entry, String cycle) {}

    /** The hooks of releases that are on the stable route. */
    private List<HookEntry> stable(List<HookEntry> at) {
        List<HookEntry> stable = new ArrayList<>(at.size());
        for (HookEntry entry : at) {
            if (activation.isStable(entry.info().release())) {
                stable.add(entry);
            }
        }
        return stable;
    }

    /**
     * The hooks that may be on a route. What the route replaces is left out only where a candidate has a hook, so a
     * candidate that goes away leaves no gap.
     */
    private List<HookEntry> onRoute(Route route, Point<?> point, List<HookEntry> at) {
        boolean isThere = at.stream()
                .anyMatch(entry -> route.candidates().contains(entry.info().release())
                        && entry.refusal() == null
                        && entry.isReady(point.spec()));
        return at.stream()
                .filter(entry -> {
                    ReleaseId release = entry.info().release();
                    return route.candidates().contains(release)
                            || (activation.isStable(release)
                                    && !(isThere && route.replaced().contains(release)));
                })
                .toList();
    }

    /** The hooks of a candidate's chain for its shadow: calls there do not count for other releases. */
    private static List<ChainEntry> apart(List<ChainEntry> hooks, Route route) {
        return hooks.stream()
                .map(hook -> route.candidates().contains(hook.info().release())
                        ? hook
                        : new ChainEntry(
                                hook.info(), hook.service(), new HookRecord(), hook.target(), hook.nonBlocking()))
                .toList();
    }

    /** Whether two chains call their hooks through the same targets. */
    private static boolean areCalledAlike(List<ChainEntry> some, List<ChainEntry> others) {
        for (int i = 0; i < some.size(); i++) {
            if (some.get(i).target() != others.get(i).target()) {
                return false;
            }
        }
        return true;
    }

    private static List<HookInfo> infos(List<ChainEntry> hooks) {
        return hooks.stream().map(ChainEntry::info).toList();
    }

    /** The stable chain with a candidate's in its shadow; the previous one if both are the same. */
    private static Chain shadowed(
            Point<?> point, Chain stable, Chain candidate, ShadowObserver observer, List<Chain> before, int route) {
        Shadow known = route < before.size() ? before.get(route).linked().shadow() : null;
        if (known != null
                && known.observer() == observer
                && ChainBuilder.isOf(stable.spec(), before.get(route))
                && before.get(route).hooks().equals(stable.hooks())
                && infos(known.candidate().all()).equals(infos(candidate.hooks()))
                && areCalledAlike(known.candidate().all(), candidate.hooks())) {
            candidate.linked().close();
            return before.get(route);
        }
        LinkedChain linked = point.shadowed(stable.hooks(), candidate.linked(), observer);
        return new Chain(
                stable.spec(),
                stable.hooks(),
                stable.standby(),
                stable.order(),
                stable.missing(),
                stable.missingSinceNanos(),
                stable.nonBlocking(),
                linked);
    }

    @SuppressWarnings("ReferenceEquality") // An unchanged chain is the very same one.
    private static boolean areSame(List<Chain> some, List<Chain> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (some.get(i) != others.get(i)) {
                return false;
            }
        }
        return true;
    }

    /** What a generation changes at one point; an empty list means that the point is not open. */
    private static final class Change {

        private final Point<?> point;
        private final List<Chain> before;
        private final List<Chain> after;
        private final ChainDifference difference;

        Change(Point<?> point, List<Chain> before, List<Chain> after) {
            this.point = point;
            this.before = before;
            this.after = after;
            this.difference = ChainDifference.of(before, after);
        }
    }
}
