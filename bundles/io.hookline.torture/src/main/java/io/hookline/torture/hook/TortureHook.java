package io.hookline.torture.hook;

import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The contract of both points of a torture run. Many threads call it at once. It adds its release to the call; it may
 * block or fail.
 */
@FunctionalInterface
@ConsumerType
public interface TortureHook {

    /** The name of one point. */
    String FIRST = "torture.first";

    /** The name of the other point, called in the same scope. */
    String SECOND = "torture.second";

    /**
     * Adds its answer to the call.
     *
     * @throws TortureFailure if its release is generated to fail; ends the call
     */
    @Compose(Composition.NOTIFY)
    void called(TortureCall call);
}
