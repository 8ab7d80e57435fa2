package io.hookline.core.internal.component;

import io.hookline.api.runtime.RefusalReason;
import io.hookline.core.internal.chain.HookRecord;
import io.hookline.core.release.ChainPreview;
import io.hookline.core.release.PlannedHook;
import io.hookline.core.release.ReleaseChange;
import io.hookline.core.release.ReleaseControl;
import io.hookline.core.release.ReleaseHook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lets releases into the live set and out of it. */
@Component(service = ReleaseControl.class)
public final class ReleaseGate implements ReleaseControl {

    private final Core core;

    /** A way into the core's live set. */
    @Activate
    public ReleaseGate(@Reference Core core) {
        this.core = core;
    }

    @Override
    public void stage(Collection<Long> bundleIds) {
        core.live().stage(bundleIds);
    }

    @Override
    public void forget(Collection<Long> bundleIds) {
        core.live().forget(bundleIds);
    }

    @Override
    public long publish(ReleaseChange change) {
        return core.live().change(change);
    }

    @Override
    public long awaitDrained(long generation, Duration timeout) {
        return core.leases().drain(generation, timeout);
    }

    @Override
    public Duration drainTimeout() {
        return core.engine().drains().timeout();
    }

    @Override
    public List<ChainPreview> preview(List<PlannedHook> joining, Set<Long> leaving) {
        return core.live().preview(joining, leaving);
    }

    @Override
    public List<ReleaseHook> hooks(long bundleId) {
        List<ReleaseHook> hooks = new ArrayList<>(core.live().hooksOf(bundleId));
        core.bindings().refused().stream()
                .filter(row -> row.bundleId() == bundleId)
                .map(row -> new ReleaseHook(
                        row.point(),
                        row.hook(),
                        RefusalReason.BAD_BINDING,
                        "binding " + row.row() + ": " + row.detail(),
                        0,
                        0,
                        null,
                        0,
                        new HookRecord().latencies()))
                .forEach(hooks::add);
        return hooks;
    }
}
