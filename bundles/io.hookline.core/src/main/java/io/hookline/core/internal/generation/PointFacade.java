package io.hookline.core.internal.generation;

import io.hookline.core.internal.chain.Chain;
import io.hookline.core.internal.chain.ChainBody;
import io.hookline.core.internal.chain.ChainRuntime;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A hook point as its callers hold it. A class that extends it, and implements the point's contract, is generated for each
 * contract; its methods are the way of a call.
 */
public abstract class PointFacade {

    private static final VarHandle BOUND;

    static {
        try {
            BOUND = MethodHandles.lookup().findVarHandle(PointFacade.class, "bound", ChainBody.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The body to call while its number is that of the current generation; out of date it means nothing. */
    public volatile ChainBody bound;

    private final PointChain point;

    /** For a point. */
    protected PointFacade(PointChain point) {
        this.point = point;
        this.bound = point.initial().runtime().body();
    }

    /** The point. */
    public final PointChain point() {
        return point;
    }

    /** The body of a chain under the number of a generation in which it stands; remembered for the calls to come. */
    final ChainBody bind(Chain chain, long number) {
        while (true) {
            ChainBody known = bound;
            if (known.number == number) {
                return known;
            }
            ChainBody fresh = chain.runtime().body().at(number);
            if (known.number > number || BOUND.compareAndSet(this, known, fresh)) {
                return fresh;
            }
        }
    }

    /** Takes note that a chain has got another body, which counts if the remembered one is of that chain. */
    public final void rebind(ChainRuntime chain) {
        while (true) {
            ChainBody known = bound;
            if (known.chain != chain
                    || BOUND.compareAndSet(this, known, chain.body().at(known.number))) {
                return;
            }
        }
    }

    /** Has the next call timed, unless one that was to be has not come yet. */
    public final void sampleNext() {
        ChainBody known = bound;
        if (known.number != ChainBody.UNBOUND && known.sampleMask != ChainBody.ALWAYS) {
            BOUND.compareAndSet(this, known, known.at(known.number, ChainBody.ALWAYS));
        }
    }

    /** The body to call instead of one that asks for it: with a clock, for this call only. */
    public final ChainBody timed(ChainBody asking) {
        if (asking.sampleMask == ChainBody.ALWAYS) {
            BOUND.compareAndSet(this, asking, asking.at(asking.number));
        } else {
            asking.chain.askToCompile();
        }
        return asking.chain.timedBody();
    }

    /** Forgets the remembered body if it is of this chain, which nobody will call any more. */
    public final void forget(ChainRuntime left) {
        ChainBody known = bound;
        if (known.chain == left) {
            BOUND.compareAndSet(this, known, point.initial().runtime().body());
        }
    }

    @Override
    public String toString() {
        return "HookPoint[" + point.initial().spec().name() + "]";
    }
}
