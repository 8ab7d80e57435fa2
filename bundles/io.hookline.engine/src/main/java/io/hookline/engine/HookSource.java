package io.hookline.engine;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The source of a hook: it has the description at once, and gets the hook itself when it is needed. Methods may be
 * called by any thread.
 */
@ConsumerType
public interface HookSource {

    /** No hook has this id. */
    long NOTHING = -1;

    /** What is known about the hook without touching it. */
    HookInfo info();

    /**
     * Id of the hook, of the same release, whose place this one takes: from the generation on in which this one is in a
     * chain, that one is in none. {@link #NOTHING} if it takes no other's place.
     */
    default long replaces() {
        return NOTHING;
    }

    /**
     * Name of the one runner that can run the hook, regardless of rules; empty: any. A source that names one need not
     * give an object of the contract: what it gives is for that runner, for instance a module to load.
     */
    default String runner() {
        return "";
    }

    /**
     * The hook itself; may run the plugin's code. Called without any lock.
     *
     * @return null if the hook is not available
     */
    @Nullable
    Object get();

    /** Releases the hook. Called once after each successful {@link #get}, when no call is in it any more. */
    void unget();

    /** A source for an existing object. */
    static HookSource of(HookInfo info, Object hook) {
        return new HookSource() {
            @Override
            public HookInfo info() {
                return info;
            }

            @Override
            public Object get() {
                return hook;
            }

            @Override
            public void unget() {}
        };
    }
}
