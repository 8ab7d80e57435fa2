package io.hookline.core.internal.live;

import io.hookline.core.internal.order.HookInfo;
import org.jspecify.annotations.Nullable;

/** Where a hook comes from: its description at once, the hook itself late. */
public interface HookSource {

    /** What is known about the hook without touching it. */
    HookInfo info();

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
