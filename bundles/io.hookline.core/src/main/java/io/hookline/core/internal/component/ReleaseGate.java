package io.hookline.core.internal.component;

import io.hookline.api.runtime.RefusalReason;
import io.hookline.api.runtime.ReleaseId;
import io.hookline.engine.release.ChainPreview;
import io.hookline.engine.release.PlannedHook;
import io.hookline.engine.release.ReleaseChange;
import io.hookline.engine.release.ReleaseControl;
import io.hookline.engine.release.ReleaseHook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Adds releases to the live set and removes them. */
@Component(service = ReleaseControl.class)
public final class ReleaseGate implements ReleaseControl {

    private final Core core;

    /** A gate to the core's live set. */
    @Activate
    public ReleaseGate(@Reference Core core) {
        this.core = core;
    }

    @Override
    public void stage(Collection<ReleaseId> releases) {
        releases().stage(releases);
    }

    @Override
    public void guard(ReleaseId release) {
        core.guard(release.instance());
    }

    @Override
    public void forget(Collection<ReleaseId> releases) {
        releases().forget(releases);
        releases.forEach(release -> core.unguard(release.instance()));
    }

    @Override
    public long publish(ReleaseChange change) {
        return releases().publish(change);
    }

    @Override
    public long awaitDrained(long generation, Duration timeout) {
        return releases().awaitDrained(generation, timeout);
    }

    @Override
    public Duration drainTimeout() {
        return releases().drainTimeout();
    }

    @Override
    public List<ChainPreview> preview(List<PlannedHook> joining, Set<ReleaseId> leaving) {
        return releases().preview(joining, leaving);
    }

    @Override
    public List<ReleaseHook> hooks(ReleaseId release) {
        List<ReleaseHook> hooks = new ArrayList<>(releases().hooks(release));
        core.bindings().refused().stream()
                .filter(row -> row.bundleId() == release.instance())
                .map(row -> ReleaseHook.refused(
                        row.point(),
                        row.hook(),
                        RefusalReason.BAD_BINDING,
                        "binding " + row.row() + ": " + row.detail()))
                .forEach(hooks::add);
        return hooks;
    }

    private ReleaseControl releases() {
        return core.engine().releases();
    }
}
