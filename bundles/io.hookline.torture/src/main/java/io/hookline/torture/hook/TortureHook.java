package io.hookline.torture.hook;

import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import org.osgi.annotation.versioning.ConsumerType;

/** Is called at both points of a torture run, by many threads at once, and says who it is. It may block, and it may fail. */
@FunctionalInterface
@ConsumerType
public interface TortureHook {

    /** The name of one point. */
    String FIRST = "torture.first";

    /** The name of the other one, called in the same scope. */
    String SECOND = "torture.second";

    /**
     * Leaves its answer in the call.
     *
     * @throws TortureFailure instead, if it is of a release that is made to fail; ends the call
     */
    @Compose(Composition.NOTIFY)
    void called(TortureCall call);
}
