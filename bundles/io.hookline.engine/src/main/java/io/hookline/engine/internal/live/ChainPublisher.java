package io.hookline.engine.internal.live;

import io.hookline.api.runtime.Cause;
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
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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
        for (Change change : changes) {
            change.before().forEach(chain -> called(chain).forEach(record -> record.leftAt(next)));
            change.after().forEach(chain -> called(chain).forEach(record -> record.leftAt(0)));
            change.point().set(change.after(), next);
        }
        generations.publish(new Generation(next, routes));
        changes.forEach(ChainPublisher::endShadows);
        Set<Object> called = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Change change : changes) {
            generations.whenLeft(next, () -> change.point().leave(change.before(), change.after(), next));
            called.addAll(targets(change.after()));
            ChangeLog.tell(change.point().spec().name(), change.before(), change.after(), activation.routes(), next);
        }
        changes.forEach(change -> abandon(change, called, next));
        events.publish(new GenerationPublished(
                Instant.now(),
                cause,
                next,
                changes.stream().map(change -> change.point().spec().name()).toList()));
        return next;
    }

    /** Lets guards give up targets that are no longer called, once the calls of earlier generations have ended. */
    private void abandon(Change change, Set<Object> targets, long next) {
        Set<HookRecord> records = new HashSet<>();
        change.before().forEach(chain -> called(chain).forEach(records::add));
        for (HookRecord record : records) {
            Runnable ending = record.guard().abandon(targets);
            if (ending != null) {
                generations.whenLeft(next, ending);
            }
        }
    }

    private static List<Object> targets(List<Chain> chains) {
        return chains.stream()
                .flatMap(ChainPublisher::entries)
                .map(ChainEntry::target)
                .toList();
    }

    /** Ends the shadows of chains that no new call sees, and drops what waits there. */
    private static void endShadows(Change change) {
        for (Chain chain : change.before()) {
            Shadow shadow = chain.linked().shadow();
            if (shadow != null && change.after().stream().noneMatch(after -> after.linked() == chain.linked())) {
                shadow.end();
            }
        }
    }

    /** The records of all hooks that calls of a chain reach, in its shadow too. */
    private static Stream<HookRecord> called(Chain chain) {
        return entries(chain).map(ChainEntry::record);
    }

    private static Stream<ChainEntry> entries(Chain chain) {
        Shadow shadow = chain.linked().shadow();
        Stream<ChainEntry> hooks = chain.hooks().stream();
        return shadow == null ? hooks : Stream.concat(hooks, shadow.candidate().all().stream());
    }

    /**
     * The chains of a point by route, up to the last route that differs there. Chains that have not changed are the
     * same objects as before.
     */
    private List<Chain> chains(Point<?> point, List<Chain> before) {
        String name = point.spec().name();
        List<Chain> known = new ArrayList<>(before);
        known.removeIf(chain -> chain.linked().shadow() != null);
        List<HookEntry> stable = entries.at(name).stream()
                .filter(entry -> activation.isStable(entry.info().release()))
                .toList();
        List<Chain> chains = new ArrayList<>();
        chains.add(ChainBuilder.build(point.spec(), stable, known, true, point));
        known.add(0, chains.get(Routes.STABLE));
        int differing = 1;
        for (Route route : activation.routes()) {
            List<HookEntry> there = onRoute(route, point, entries.at(name));
            if (there.equals(stable) || (route.shadow() != null && !point.spec().pure())) {
                chains.add(chains.get(Routes.STABLE));
            } else if (route.shadow() == null) {
                chains.add(ChainBuilder.build(point.spec(), there, known, false, point));
                differing = chains.size();
            } else {
                int number = chains.size();
                Chain candidate = ChainBuilder.build(
                        point.spec(), there, List.of(), false, hooks -> point.link(apart(hooks, route)));
                chains.add(shadowed(point, chains.get(Routes.STABLE), candidate, route.shadow(), before, number));
                differing = number + 1;
            }
        }
        return chains.subList(0, differing);
    }

    /**
     * The hooks that may be on a route. What the route replaces is left out only where a candidate has a hook, so a
     * candidate that goes away leaves no gap.
     */
    private List<HookEntry> onRoute(Route route, Point<?> point, Collection<HookEntry> at) {
        boolean isThere = at.stream()
                .anyMatch(entry -> route.candidates().contains(entry.info().release())
                        && entry.refusal() == null
                        && entry.chained(point.spec()) != null);
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
                        : new ChainEntry(hook.info(), hook.service(), new HookRecord(), hook.target()))
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
    private record Change(Point<?> point, List<Chain> before, List<Chain> after) {}
}
