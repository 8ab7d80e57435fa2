package io.hookline.engine.internal.live;

import io.hookline.api.PointSpec;
import io.hookline.engine.contract.Contract;
import io.hookline.engine.internal.chain.Chain;
import io.hookline.engine.internal.chain.ChainEntry;
import io.hookline.engine.internal.chain.LinkedChain;
import io.hookline.engine.internal.generation.ChainLookup;
import io.hookline.engine.internal.generation.Generation;
import io.hookline.engine.internal.generation.PointFacade;
import io.hookline.engine.internal.generation.Routes;
import io.hookline.engine.release.ShadowObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An open hook point: its specification, its owners, the one object that represents its chain, and the chain in each
 * generation that a call may still see.
 *
 * <p>A change of the live set touches only the points that it affects: each point knows since which generation it has
 * its chain, and what the chain was before. The writer first puts the new chain in place under the number of the
 * generation to come, where no call looks yet, and then publishes that number.
 *
 * @param <T> the contract
 */
final class Point<T> implements ChainLookup, Chain.Linker {

    /** Written under the live set's lock, when another release of the host takes the point over. */
    private volatile PointSpec<T> spec;

    private final PointFactory.PointLinker<T> linker;
    private final Chain initial;
    private final PointFacade facade;
    private final T called;
    /** Guarded by the live set's lock. */
    private final List<PointOwner> owners = new ArrayList<>();

    private volatile Version version;

    Point(PointSpec<T> spec, Contract<T> contract, PointFactory.PointLinker<T> linker) {
        this.spec = spec;
        this.linker = linker;
        this.initial = Chain.empty(spec, hooks -> linker.link(this, hooks));
        this.version = new Version(0, List.of(initial), null);
        this.facade = linker.facade(this);
        this.called = contract.type().cast(linker.called(facade));
    }

    PointSpec<T> spec() {
        return spec;
    }

    /** The chain as one object of the contract. */
    T called() {
        return called;
    }

    List<PointOwner> owners() {
        return owners;
    }

    /** Changes its policy and requirement; the chains follow when they are built again. The contract stays. */
    void change(PointSpec<T> next) {
        spec = next;
    }

    /** Whether a caller that opens a point with this specification can share this one. */
    boolean matches(PointSpec<?> other) {
        return areAlike(spec, other);
    }

    /** Whether two specifications have the same contract, policy and requirement. */
    static boolean areAlike(PointSpec<?> one, PointSpec<?> other) {
        return one.contract() == other.contract()
                && one.errorPolicy() == other.errorPolicy()
                && one.fallback() == other.fallback()
                && one.required().equals(other.required())
                && one.requiredWait().equals(other.requiredWait())
                && one.pure() == other.pure();
    }

    // ---- its chain in each generation ----------------------------------------------------------------------------

    @Override
    public Chain in(Generation generation, int route) {
        return open(at(generation).chains, route);
    }

    private Version at(Generation generation) {
        Version at = version;
        while (at.since > generation.number()) {
            Version before = at.before;
            if (before == null) {
                throw new IllegalStateException(
                        "the chain of " + spec.name() + " in " + generation + " is gone while it is leased");
            }
            at = before;
        }
        return at;
    }

    /** Whether a call would do nothing: on the given route, or on any if its route is not known yet. */
    boolean isIdle(@Nullable Generation held, int route) {
        if (held != null) {
            return isIdle(in(held, route));
        }
        List<Chain> chains = version.chains;
        if (chains == null) {
            open(null, Routes.STABLE);
        }
        return chains == null || chains.stream().allMatch(Point::isIdle);
    }

    private static boolean isIdle(Chain chain) {
        return chain.hooks().isEmpty() && chain.missing().isEmpty();
    }

    /** The chain of a route; if the route has none of its own, the stable chain. */
    private Chain open(@Nullable List<Chain> chains, int route) {
        if (chains == null) {
            throw new IllegalStateException("hook point " + spec.name() + " is closed");
        }
        return chains.get(route < chains.size() ? route : Routes.STABLE);
    }

    @Override
    public Chain initial() {
        return initial;
    }

    @Override
    public Duration requiredWait() {
        return spec.requiredWait();
    }

    /** The stable chain that was set last; null before the first and after the point was closed. */
    @Nullable
    Chain latest() {
        List<Chain> chains = latestOfAllRoutes();
        return chains.isEmpty() ? null : chains.get(Routes.STABLE);
    }

    /**
     * The chains that were set last, by the number of their route, up to the last route that differs at this point;
     * empty before the first and after the point was closed.
     */
    List<Chain> latestOfAllRoutes() {
        List<Chain> chains = version.chains;
        return chains == null || version.since == 0 ? List.of() : chains;
    }

    /** Puts chains in place for a generation that is about to be published; an empty list closes the point. */
    void set(List<Chain> chains, long since) {
        version = new Version(since, chains.isEmpty() ? null : List.copyOf(chains), version);
    }

    /** Ends chains that were replaced in a generation, once no call can see them. */
    void leave(List<Chain> left, List<Chain> successors, long since) {
        for (Version at = version; at != null; at = at.before) {
            if (at.since <= since) {
                at.before = null;
            }
        }
        Set<LinkedChain> gone = linked(left);
        gone.removeAll(linked(successors));
        for (LinkedChain chain : gone) {
            facade.forget(chain);
            chain.close();
        }
        if (successors.isEmpty()) {
            initial.linked().close();
        }
    }

    private static Set<LinkedChain> linked(List<Chain> chains) {
        Set<LinkedChain> linked = Collections.newSetFromMap(new IdentityHashMap<>());
        chains.forEach(chain -> linked.add(chain.linked()));
        return linked;
    }

    /** Takes note that a chain of the point has another body. */
    void rebind(LinkedChain chain) {
        facade.rebind(chain);
    }

    /** Times the next call. */
    void sampleNext() {
        facade.sampleNext();
    }

    @Override
    public LinkedChain link(List<ChainEntry> hooks) {
        return linker.link(this, hooks);
    }

    /** Links the hooks of a chain with a candidate's chain in their shadow. */
    LinkedChain shadowed(List<ChainEntry> hooks, LinkedChain candidate, ShadowObserver observer) {
        return linker.shadowed(this, hooks, candidate, observer);
    }

    /** The chains from a generation on; null for a closed point. */
    private static final class Version {

        private final long since;
        private final @Nullable List<Chain> chains;
        private volatile @Nullable Version before;

        Version(long since, @Nullable List<Chain> chains, @Nullable Version before) {
            this.since = since;
            this.chains = chains;
            this.before = before;
        }
    }
}
