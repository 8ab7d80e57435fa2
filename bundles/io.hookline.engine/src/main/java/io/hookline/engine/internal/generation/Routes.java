package io.hookline.engine.internal.generation;

import io.hookline.api.CallAttributes;
import io.hookline.engine.release.CallSelector;
import java.util.List;

/**
 * How calls part within one generation: each takes the stable way, or that of the first route which chooses it. A generation
 * knows its ways by number, 0 being the stable one. Immutable.
 */
public final class Routes {

    /** All calls take the stable way. */
    public static final Routes NONE = new Routes(List.of());

    /** The number of the stable way. */
    public static final int STABLE = 0;

    private final CallSelector[] selectors;

    /** With one way more than there are selectors. */
    public Routes(List<CallSelector> selectors) {
        this.selectors = selectors.toArray(CallSelector[]::new);
    }

    /** Whether all calls take the stable way. */
    public boolean isEmpty() {
        return selectors.length == 0;
    }

    /** The way that a call takes. */
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
