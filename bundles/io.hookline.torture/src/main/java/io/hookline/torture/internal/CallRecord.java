package io.hookline.torture.internal;

import io.hookline.torture.hook.TortureCall;
import io.hookline.torture.hook.TortureFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller saw of one call.
 *
 * @param point the name of the point
 * @param answers the answers of the hooks, in order
 * @param failure what the call threw, or null
 */
record CallRecord(String point, List<TortureCall.Answer> answers, @Nullable Throwable failure) {

    /** Whether it ended with the failure of a release that is generated to fail. */
    boolean failedAsDeclared() {
        return failure instanceof TortureFailure declared && Behaviour.FAILING.is(declared.version());
    }
}
