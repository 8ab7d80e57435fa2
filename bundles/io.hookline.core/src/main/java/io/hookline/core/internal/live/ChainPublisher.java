package io.hookline.core.internal.live;

import io.hookline.core.internal.chain.Chain;
import io.hookline.core.internal.chain.ChainRuntime;
import io.hookline.core.internal.chain.ChainedHook;
import io.hookline.core.internal.chain.HookRecord;
import io.hookline.core.internal.chain.Shadow;
import io.hookline.core.internal.generation.Generation;
import io.hookline.core.internal.generation.Generations;
import io.hookline.core.internal.generation.Routes;
import io.hookline.core.release.Route;
import io.hookline.core.release.ShadowObserver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Builds the chains of points for a generation to come and publishes it. Guarded by the live set's lock. */
final class ChainPublisher {

    private final Generations generations;
    private final HookEntries entries;
    private final Standings standings;
    private Routes routes = Routes.NONE;

    ChainPublisher(Generations generations, HookEntries entries, Standings standings) {
        this.generations = generations;
        this.entries = entries;
        this.standings = standings;
    }

    /** The routes have changed: the next generation parts its calls by these, and is published whether chains change or not. */
    long publishRoutes(Collection<Point<?>> concerned) {
        routes = standings.routes().isEmpty()
                ? Routes.NONE
                : new Routes(standings.routes().stream().map(Route::selector).toList());
        return publish(changes(concerned), true);
    }

    /** Publishes what has changed at points, all in one generation, unless nothing has; returns the current generation. */
    long publish(Collection<Point<?>> concerned) {
        return publish(changes(concerned), false);
    }

    /** Publishes a generation in which a point is closed. */
    long publishClosed(Point<?> closing) {
        return publish(List.of(new Change(closing, closing.latestOfAllWays(), List.of())), true);
    }

    private List<Change> changes(Collection<Point<?>> concerned) {
        List<Change> changes = new ArrayList<>();
        for (Point<?> point : concerned) {
            List<Chain> before = point.latestOfAllWays();
            List<Chain> after = chains(point, before);
            if (!areSame(before, after)) {
                changes.add(new Change(point, before, after));
            }
        }
        return changes;
    }

    private long publish(List<Change> changes, boolean always) {
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
        for (Change change : changes) {
            generations.whenLeft(next, () -> change.point().leave(change.before(), change.after(), next));
            ChangeLog.tell(change.point().spec().name(), change.before(), change.after(), standings.routes(), next);
        }
        return next;
    }

    /** The records of all hooks that calls of a chain reach, in its shadow too. */
    private static Stream<HookRecord> called(Chain chain) {
        Shadow shadow = chain.runtime().shadow();
        Stream<ChainedHook> hooks = chain.hooks().stream();
        return (shadow == null ? hooks : Stream.concat(hooks, shadow.candidate().all().stream()))
                .map(ChainedHook::record);
    }

    /** The chains of a point by way, as far as the ways differ there; what has not changed is the very same as before. */
    private List<Chain> chains(Point<?> point, List<Chain> before) {
        String name = point.spec().name();
        List<Chain> known = new ArrayList<>(before);
        known.removeIf(chain -> chain.runtime().shadow() != null);
        List<HookEntry> stable = entries.at(name).stream()
                .filter(entry -> standings.isStable(entry.info().bundleId()))
                .toList();
        List<Chain> chains = new ArrayList<>();
        chains.add(ChainBuilder.build(point.spec(), stable, known, true, point));
        known.add(0, chains.get(Routes.STABLE));
        int ways = 1;
        for (Route route : standings.routes()) {
            List<HookEntry> there = entries.at(name).stream()
                    .filter(entry -> standings.isOn(route, entry.info().bundleId()))
                    .toList();
            if (there.equals(stable) || (route.shadow() != null && !point.spec().pure())) {
                chains.add(chains.get(Routes.STABLE));
            } else if (route.shadow() == null) {
                chains.add(ChainBuilder.build(point.spec(), there, known, false, point));
                ways = chains.size();
            } else {
                int way = chains.size();
                Chain candidate = ChainBuilder.build(point.spec(), there, List.of(), false, point);
                chains.add(shadowed(point, chains.get(Routes.STABLE), candidate, route.shadow(), before, way));
                ways = way + 1;
            }
        }
        return chains.subList(0, ways);
    }

    /** The stable chain with a candidate's in its shadow; the one of before if both are the same. */
    private static Chain shadowed(
            Point<?> point, Chain stable, Chain candidate, ShadowObserver observer, List<Chain> before, int way) {
        Shadow known = way < before.size() ? before.get(way).runtime().shadow() : null;
        if (known != null
                && known.observer() == observer
                && before.get(way).hooks().equals(stable.hooks())
                && known.candidate().all().equals(candidate.hooks())) {
            candidate.runtime().close();
            return before.get(way);
        }
        ChainRuntime runtime = point.shadowed(stable.hooks(), candidate.runtime(), observer);
        return new Chain(
                stable.spec(),
                stable.hooks(),
                stable.standby(),
                stable.order(),
                stable.missing(),
                stable.missingSinceNanos(),
                runtime);
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

    /** What a generation changes at one point; no chain stands for a point that is not open. */
    private record Change(Point<?> point, List<Chain> before, List<Chain> after) {}
}
