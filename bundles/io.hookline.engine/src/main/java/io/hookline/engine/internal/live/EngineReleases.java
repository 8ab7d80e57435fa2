package io.hookline.engine.internal.live;

import io.hookline.api.runtime.ReleaseId;
import io.hookline.engine.release.ChainPreview;
import io.hookline.engine.release.PlannedHook;
import io.hookline.engine.release.ReleaseChange;
import io.hookline.engine.release.ReleaseControl;
import io.hookline.engine.release.ReleaseHook;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Adds releases to the live set and removes them. */
public final class EngineReleases implements ReleaseControl {

    private final EngineAssembly engine;

    /** The releases of an engine. */
    public EngineReleases(EngineAssembly engine) {
        this.engine = engine;
    }

    @Override
    public void stage(Collection<ReleaseId> releases) {
        engine.live().stage(releases);
    }

    @Override
    public void forget(Collection<ReleaseId> releases) {
        engine.live().forget(releases);
    }

    @Override
    public long publish(ReleaseChange change) {
        return engine.live().change(change);
    }

    @Override
    public long awaitDrained(long generation, Duration timeout) {
        return engine.leases().drain(generation, timeout);
    }

    @Override
    public Duration drainTimeout() {
        return engine.drains().timeout();
    }

    @Override
    public List<ChainPreview> preview(List<PlannedHook> joining, Set<ReleaseId> leaving) {
        return engine.live().preview(joining, leaving);
    }

    @Override
    public List<ReleaseHook> hooks(ReleaseId release) {
        return engine.live().hooksOf(release);
    }
}
