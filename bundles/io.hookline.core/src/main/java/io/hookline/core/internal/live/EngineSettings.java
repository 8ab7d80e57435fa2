package io.hookline.core.internal.live;

import io.hookline.core.internal.generation.Barrier;
import java.time.Duration;

/**
 * How an engine is to work. Immutable.
 *
 * @param barrier how leases become visible to the writer
 * @param compiling whether chains that are called often are compiled
 * @param drainTimeout how long a removal waits for calls
 */
public record EngineSettings(Barrier barrier, boolean compiling, Duration drainTimeout) {

    /** What fits this JVM. */
    public static EngineSettings defaults() {
        return new EngineSettings(Barrier.forThisJvm(), true, Duration.ofSeconds(10));
    }

    /** Lets every call fence its lease, instead of the writer. */
    public EngineSettings withFenced(String reason) {
        return new EngineSettings(new Barrier.Fenced(reason), compiling, drainTimeout);
    }

    /** Compiles chains or leaves them loops. */
    public EngineSettings withCompiling(boolean wanted) {
        return new EngineSettings(barrier, wanted, drainTimeout);
    }

    /** Sets how long a removal waits for calls. */
    public EngineSettings withDrainTimeout(Duration timeout) {
        return new EngineSettings(barrier, compiling, timeout);
    }
}
