package io.hookline.core.internal.live;

import io.hookline.core.internal.order.HookInfo;
import org.jspecify.annotations.Nullable;

/** Where a hook comes from: its description at once, the hook itself late. */
public interface HookSource {

    /** Service property: id of the service, of the same bundle, whose place the hook takes. For the core's own hooks. */
    String REPLACES = "io.hookline.core.replaces";

    /** No service has this id. */
    long NOTHING = -1;

    /** What is known about the hook without touching it. */
    HookInfo info();

    /**
     * Id of the service whose place the hook takes: from the generation on in which this one is in a chain, that one is in
     * none; {@link #NOTHING} if it takes nobody's.
     */
    default long replaces() {
        return NOTHING;
    }

    /**
     * The hook itself; may run the plugin's code. Called without any lock.
     *
     * @return null if it cannot be had
     */
    @Nullable
    Object get();

    /** Lets go of the hook. Called once after each successful {@link #get}, when no call is in it any more. */
    void unget();
}
