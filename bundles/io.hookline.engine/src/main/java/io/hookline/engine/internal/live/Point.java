package io.hookline.engine.internal.live;

import io.hookline.api.PointSpec;
import io.hookline.engine.PointClosedException;
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
import java.util.List;
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

    private final ChainHistory history;

    Point(PointSpec<T> spec, Contract<T> contract, PointFactory.PointLinker<T> linker) {
        this.spec = spec;
        this.linker = linker;
        this.initial = Chain.empty(spec, hooks -> linker.link(this, hooks));
        this.history = new ChainHistory(List.of(initial));
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
        return open(history.in(generation), route);
    }

    /** Whether a call would do nothing: on the given route, or on any if its route is not known yet. */
    boolean isIdle(@Nullable Generation held, int route) {
        if (held != null) {
            return isIdle(in(held, route));
        }
        List<Chain> chains = history.latest().chains();
        if (chains == null) {
            return isIdle(open(null, Routes.STABLE));
        }
        // No stream: hosts ask at each call.
        for (Chain chain : chains) {
            if (!isIdle(chain)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIdle(Chain chain) {
        return chain.hooks().isEmpty() && chain.missing().isEmpty();
    }

    /** The chain of a route; if the route has none of its own, the stable chain. */
    private Chain open(@Nullable List<Chain> chains, int route) {
        if (chains == null) {
            throw new PointClosedException(spec.name(), this);
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
        ChainHistory.Version latest = history.latest();
        List<Chain> chains = latest.chains();
        return chains == null || latest.since() == 0 ? List.of() : chains;
    }

    /**
     * Puts chains in place for a generation that is about to be published, and returns the version before; an empty
     * list closes the point.
     */
    ChainHistory.Version set(List<Chain> chains, long since) {
        return history.set(chains.isEmpty() ? null : List.copyOf(chains), since);
    }

    /** Ends the chains of a version that no call can see, unless another version has them too. */
    void forget(ChainHistory.Version left) {
        for (LinkedChain chain : history.forget(left)) {
            facade.forget(chain);
            chain.close();
        }
    }

    /** Ends the chain that the point began with, once it is closed and no call can see it. */
    void end() {
        initial.linked().close();
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
}
