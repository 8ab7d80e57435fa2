package io.hookline.engine;

import io.hookline.engine.contract.ClassOrigin;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an engine works. Immutable.
 *
 * @param fencedLeases why each call fences its own lease; null to let the writer do it where the JVM can
 * @param compiling whether chains that are called often are compiled
 * @param drainTimeout how long a removal waits for calls
 * @param origins tells where classes come from, for messages about contracts
 */
public record EngineSettings(
        @Nullable String fencedLeases, boolean compiling, Duration drainTimeout, ClassOrigin origins) {

    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(10);

    /** The settings that fit this JVM. */
    public static EngineSettings defaults() {
        return new EngineSettings(null, true, DRAIN_TIMEOUT, ClassOrigin.ofLoaders());
    }

    /** Lets each call fence its own lease instead of the writer. */
    public EngineSettings withFenced(String reason) {
        return new EngineSettings(reason, compiling, drainTimeout, origins);
    }

    /** Compiles chains or leaves them loops. */
    public EngineSettings withCompiling(boolean wanted) {
        return new EngineSettings(fencedLeases, wanted, drainTimeout, origins);
    }

    /** Sets how long a removal waits for calls. */
    public EngineSettings withDrainTimeout(Duration timeout) {
        return new EngineSettings(fencedLeases, compiling, timeout, origins);
    }

    /** Sets the source of class origins. */
    public EngineSettings withOrigins(ClassOrigin wanted) {
        return new EngineSettings(fencedLeases, compiling, drainTimeout, wanted);
    }
}
