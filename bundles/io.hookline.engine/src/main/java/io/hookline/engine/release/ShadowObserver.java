package io.hookline.engine.release;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** Is told what a candidate would have answered. Called by threads of the engine; must not throw. */
@ConsumerType
public interface ShadowObserver {

    /**
     * A call was answered by both.
     *
     * @param same whether their answers are equal
     * @param stable what the stable chain answered, or how it failed; null if the answers are equal
     * @param candidate what the candidate's chain answered, or how it failed; null if the answers are equal
     */
    void compared(String point, boolean same, @Nullable String stable, @Nullable String candidate);

    /** Some calls were not compared, because there were too many. */
    void dropped(long calls);
}
