package io.hookline.engine.internal.generation;

import io.hookline.engine.internal.chain.Chain;
import io.hookline.engine.internal.chain.Dispatch;
import io.hookline.engine.internal.chain.LinkedChain;
import java.lang.invoke.VarHandle;

/**
 * A hook point as its callers hold it. A class that extends it, and implements the point's contract, is generated for
 * each contract; its methods are the entry of every call.
 *
 * <p>It remembers the body to call, in a field of the subclass, where it has the type of the contract's bodies. While
 * the body's number is that of the current generation, calls need no further checks.
 */
public abstract class PointFacade {

    private final ChainLookup point;
    private final Leases leases;
    private final VarHandle bound;

    /**
     * For a point.
     *
     * @param bound the subclass's field for the body; volatile
     */
    protected PointFacade(ChainLookup point, Leases leases, VarHandle bound) {
        this.point = point;
        this.leases = leases;
        this.bound = bound;
        bound.setVolatile(this, point.initial().linked().body());
    }

    /** The point. */
    public final ChainLookup point() {
        return point;
    }

    /** The leases that its calls take. */
    public final Leases leases() {
        return leases;
    }

    /** The body at hand. */
    protected final Dispatch bound() {
        return (Dispatch) bound.getVolatile(this);
    }

    private boolean replace(Dispatch known, Dispatch fresh) {
        return bound.compareAndSet(this, known, fresh);
    }

    /** The body to call for a chain of the current generation; later calls find it at hand. */
    final Dispatch bind(Chain chain, long number) {
        LinkedChain linked = chain.linked();
        while (true) {
            Dispatch known = bound();
            if (known.number == number) {
                return known;
            }
            if (linked.isEveryCallTimed()) {
                return linked.timedBody();
            }
            Dispatch fresh = linked.body().at(number);
            if (known.number > number) {
                return fresh;
            }
            if (replace(known, fresh)) {
                return known.number == Dispatch.ARMED ? linked.timedBody() : fresh;
            }
        }
    }

    /** Times the next call. */
    public final void sampleNext() {
        Dispatch known = bound();
        if (known.number > Dispatch.UNBOUND) {
            replace(known, known.at(Dispatch.ARMED));
        }
    }

    /** Takes note that a chain has another body, and uses it if the body at hand is of that chain. */
    public final void rebind(LinkedChain chain) {
        while (true) {
            Dispatch known = bound();
            if (known.chain != chain || replace(known, chain.body().at(known.number))) {
                return;
            }
        }
    }

    /** Forgets the body at hand if it is of this chain, which no call will reach again. */
    public final void forget(LinkedChain left) {
        Dispatch known = bound();
        if (known.chain == left) {
            replace(known, point.initial().linked().body());
        }
    }

    @Override
    public String toString() {
        return "HookPoint[" + point.initial().spec().name() + "]";
    }
}
