package io.hookline.deploy.internal.component;

import io.hookline.api.runtime.RefusalReason;
import io.hookline.deploy.JoinedHooks;
import io.hookline.deploy.artifact.StagedRelease;
import io.hookline.deploy.internal.release.Release;
import io.hookline.engine.release.ReleaseControl;
import io.hookline.engine.release.ReleaseHook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The hooks that releases have brought, by point. */
final class BroughtHooks {

    private BroughtHooks() {}

    /** Those of releases that have just come; a release that is gone again has none. */
    static List<JoinedHooks> of(List<Release> some, ReleaseControl control) {
        List<JoinedHooks> brought = new ArrayList<>();
        for (Release release : some) {
            StagedRelease staged = release.staged();
            if (staged != null) {
                brought.addAll(of(release.artifact().label(), control.hooks(staged.id())));
            }
        }
        return brought;
    }

    private static List<JoinedHooks> of(String label, List<ReleaseHook> hooks) {
        Map<String, Integer> called = new TreeMap<>();
        Map<String, Integer> waiting = new TreeMap<>();
        for (ReleaseHook hook : hooks) {
            if (hook.refusal() == null) {
                called.merge(hook.point(), 1, Integer::sum);
            } else if (hook.refusal() == RefusalReason.UNKNOWN_POINT) {
                waiting.merge(hook.point(), 1, Integer::sum);
            }
        }
        List<JoinedHooks> brought = new ArrayList<>();
        called.forEach((point, count) -> brought.add(new JoinedHooks(label, point, count, false)));
        waiting.forEach((point, count) -> brought.add(new JoinedHooks(label, point, count, true)));
        return brought;
    }
}
