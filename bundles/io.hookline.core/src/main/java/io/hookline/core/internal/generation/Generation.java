package io.hookline.core.internal.generation;

import io.hookline.core.internal.chain.Chain;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The chains of all open points under one number. Immutable but for the count of leases on it. */
public class Generation {

    private final long number;
    private final Map<String, Chain> chains;
    private final AtomicLong leases = new AtomicLong();

    /** A generation of these chains, by point name. */
    public Generation(long number, Map<String, Chain> chains) {
        this.number = number;
        this.chains = Map.copyOf(chains);
    }

    /** Its number; each generation's is one higher than that of the one before. */
    public long number() {
        return number;
    }

    /** The chain of a point, or null if the point was not open. */
    public @Nullable Chain chain(String point) {
        return chains.get(point);
    }

    /** The chains by point name; unmodifiable. */
    public Map<String, Chain> chains() {
        return chains;
    }

    /** How many leases are held on it now. */
    public long leases() {
        return leases.get();
    }

    void lease() {
        leases.incrementAndGet();
    }

    void unlease() {
        leases.decrementAndGet();
    }

    @Override
    public String toString() {
        return "Generation[" + number + ", " + chains.size() + " points]";
    }
}
