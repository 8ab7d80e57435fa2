package io.hookline.unload.internal;

import java.lang.ref.WeakReference;
import java.util.concurrent.ThreadLocalRandom;

/** A class loader under watch, held weakly, with a number by which it can be found again in a heap dump. */
public final class WatchedLoader extends WeakReference<ClassLoader> {

    /**
     * Drawn at random: a dump may hold entries of an earlier release of this very bundle. Read from the dump by name.
     */
    private final long token = ThreadLocalRandom.current().nextLong();

    /** Watches a loader. */
    public WatchedLoader(ClassLoader loader) {
        super(loader);
    }

    /** The number, the same for no other watched loader. */
    long token() {
        return token;
    }

    /** Whether it was collected. */
    boolean isGone() {
        return refersTo(null);
    }
}
