package io.hookline.shell.internal.core;

import io.hookline.api.runtime.RefusedHook;
import io.hookline.deploy.ReleaseStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code hook:refused}: a hook or bundle that the core refuses, or a release that is to run and does not.
 *
 * @param bundleId the bundle's id; null if it is not installed, or if the deployer and not the core names it
 */
record RefusedRow(String name, String plugin, String version, @Nullable Long bundleId, String reason, String detail) {

    /** What the core refuses, and then the releases of which the core knows nothing. */
    static List<RefusedRow> of(List<RefusedHook> refused, List<ReleaseStatus> notRunning) {
        List<RefusedRow> rows = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (RefusedHook hook : refused) {
            known.add(hook.plugin() + "@" + hook.version());
            rows.add(new RefusedRow(
                    hook.name(),
                    hook.plugin(),
                    hook.version(),
                    hook.bundleId(),
                    hook.reason().name(),
                    hook.detail()));
        }
        for (ReleaseStatus release : notRunning) {
            if (known.add(release.name() + "@" + release.version())) {
                rows.add(new RefusedRow(
                        release.name(),
                        release.name(),
                        release.version(),
                        null,
                        release.state().name(),
                        release.why()));
            }
        }
        return rows;
    }

    String release() {
        return plugin + "@" + version;
    }

    String id() {
        return bundleId == null ? "-" : bundleId.toString();
    }
}
