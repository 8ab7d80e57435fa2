package io.hookline.engine.internal.generation;

import io.hookline.api.CallAttributes;
import io.hookline.engine.release.CallSelector;
import java.util.List;

/**
 * How calls are split within one generation: each takes the first route whose selector chooses it, or else the stable
 * route. Routes are numbered; 0 is the stable one. Immutable.
 */
public final class Routes {

    /** All calls take the stable route. */
    public static final Routes NONE = new Routes(List.of());

    /** The number of the stable route. */
    public static final int STABLE = 0;

    private final CallSelector[] selectors;

    /** With the stable route and one route for each selector. */
    public Routes(List<CallSelector> selectors) {
        this.selectors = selectors.toArray(CallSelector[]::new);
    }

    /** Whether all calls take the stable route. */
    public boolean isEmpty() {
        return selectors.length == 0;
    }

    /** The route that a call takes. */
    int choose(CallAttributes call) {
        for (int i = 0; i < selectors.length; i++) {
            if (takes(selectors[i], call)) {
                return i + 1;
            }
        }
        return STABLE;
    }

    @SuppressWarnings("UnusedException") // It counts as no: the stable release is always a good answer.
    private static boolean takes(CallSelector selector, CallAttributes call) {
        try {
            return selector.takes(call);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return false;
        }
    }
}
