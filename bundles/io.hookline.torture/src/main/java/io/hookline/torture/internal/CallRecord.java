package io.hookline.torture.internal;

import io.hookline.torture.hook.TortureCall;
import io.hookline.torture.hook.TortureFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller saw of one call.
 *
 * @param point its name
 * @param answers those of the hooks, in order
 * @param failure what the call threw, or null
 */
record CallRecord(String point, List<TortureCall.Answer> answers, @Nullable Throwable failure) {

    /** Whether it ended with what releases made to fail throw. */
    boolean failedAsDeclared() {
        return failure instanceof TortureFailure declared && Temper.FAILING.is(declared.version());
    }
}
