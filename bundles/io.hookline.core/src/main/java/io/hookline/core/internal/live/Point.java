package io.hookline.core.internal.live;

import io.hookline.api.PointSpec;
import io.hookline.core.internal.chain.Chain;
import io.hookline.core.internal.chain.ChainRuntime;
import io.hookline.core.internal.chain.ChainedHook;
import io.hookline.core.internal.contract.Contract;
import io.hookline.core.internal.generation.Generation;
import io.hookline.core.internal.generation.PointChain;
import io.hookline.core.internal.generation.PointFacade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open hook point: its specification, those who opened it, the one object that stands for its chain, and what the chain has
 * been in each generation that a call may still see.
 *
 * <p>A change of the live set touches the points that it concerns and no others: each point knows since which generation
 * its chain is what it is, and what it was before. The writer first puts the new chain in place under the number of the
 * generation to come, where no call looks yet, and then publishes that number.
 *
 * @param <T> the contract
 */
final class Point<T> implements PointChain, Chain.Runtimes {

    private final PointSpec<T> spec;
    private final ChainFactory.Runtimes<T> runtimes;
    private final Chain initial;
    private final PointFacade facade;
    private final T called;
    /** Guarded by the live set's lock. */
    private final List<String> owners = new ArrayList<>();

    private volatile Version version;

    Point(PointSpec<T> spec, Contract<T> contract, ChainFactory.Runtimes<T> runtimes) {
        this.spec = spec;
        this.runtimes = runtimes;
        this.initial = Chain.empty(spec, hooks -> runtimes.of(this, hooks));
        this.version = new Version(0, initial, null);
        this.facade = runtimes.facade(this);
        this.called = contract.type().cast(runtimes.called(facade));
    }

    PointSpec<T> spec() {
        return spec;
    }

    /** The chain as one object of the contract. */
    T called() {
        return called;
    }

    List<String> owners() {
        return owners;
    }

    /** Whether somebody who asks for such a point can share this one. */
    boolean matches(PointSpec<?> other) {
        return spec.contract() == other.contract()
                && spec.errorPolicy() == other.errorPolicy()
                && spec.fallback() == other.fallback()
                && spec.required().equals(other.required())
                && spec.requiredWait().equals(other.requiredWait());
    }

    // ---- its chain in each generation ----------------------------------------------------------------------------

    @Override
    public Chain in(Generation generation) {
        Version at = version;
        while (at.since > generation.number()) {
            Version before = at.before;
            if (before == null) {
                throw new IllegalStateException(
                        "the chain of " + spec.name() + " in " + generation + " is gone while it is leased");
            }
            at = before;
        }
        return open(at.chain);
    }

    /** The chain of this moment, under no lease: to be looked at, not to be called. */
    Chain now() {
        return open(version.chain);
    }

    private Chain open(@Nullable Chain chain) {
        if (chain == null) {
            throw new IllegalStateException("hook point " + spec.name() + " is closed");
        }
        return chain;
    }

    @Override
    public Chain initial() {
        return initial;
    }

    @Override
    public Duration requiredWait() {
        return spec.requiredWait();
    }

    /** The chain that was set last; null before the first and after the point was closed. */
    @SuppressWarnings("ReferenceEquality") // The initial chain is one very object.
    @Nullable
    Chain latest() {
        Chain chain = version.chain;
        return chain == initial ? null : chain;
    }

    /** Puts a chain in place for a generation that is about to be published; null closes the point. */
    void set(@Nullable Chain chain, long since) {
        version = new Version(since, chain, version);
    }

    /** No call can see a chain any more that was replaced in a generation. */
    void leave(@Nullable Chain left, @Nullable Chain successor, long since) {
        for (Version at = version; at != null; at = at.before) {
            if (at.since <= since) {
                at.before = null;
            }
        }
        if (left != null && (successor == null || left.runtime() != successor.runtime())) {
            facade.forget(left.runtime());
            left.runtime().close();
        }
        if (successor == null) {
            initial.runtime().close();
        }
    }

    /** A chain of the point has got another body. */
    void rebind(ChainRuntime chain) {
        facade.rebind(chain);
    }

    /** Has the next call timed. */
    void sampleNext() {
        facade.sampleNext();
    }

    @Override
    public ChainRuntime of(List<ChainedHook> hooks) {
        return runtimes.of(this, hooks);
    }

    /** What the chain is from a generation on; null for a point that is closed. */
    private static final class Version {

        private final long since;
        private final @Nullable Chain chain;
        private volatile @Nullable Version before;

        Version(long since, @Nullable Chain chain, @Nullable Version before) {
            this.since = since;
            this.chain = chain;
            this.before = before;
        }
    }
}
