package io.hookline.deploy.internal.release;

import io.hookline.engine.release.ReleaseHook;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Why hooks of a release are refused, in words: of thousands, only the first are told one by one. */
public final class HookRefusals {

    private static final int TOLD = 5;

    private HookRefusals() {}

    /** A reason for each of the first hooks that are refused, and how many more there are; empty if there is none. */
    public static List<String> of(Collection<ReleaseHook> hooks) {
        List<ReleaseHook> refused =
                hooks.stream().filter(hook -> hook.refusal() != null).toList();
        List<String> reasons = new ArrayList<>();
        refused.stream()
                .limit(TOLD)
                .forEach(hook ->
                        reasons.add("hook " + hook.name() + " is refused at " + hook.point() + ": " + hook.detail()));
        if (refused.size() > TOLD) {
            reasons.add(refused.size() - TOLD + " more of its hooks are refused: hook:refused");
        }
        return reasons;
    }
}
