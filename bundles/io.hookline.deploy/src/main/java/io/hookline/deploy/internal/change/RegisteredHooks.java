package io.hookline.deploy.internal.change;

import io.hookline.api.runtime.RefusalReason;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.artifact.ArtifactDescription;
import io.hookline.deploy.internal.receive.ReceivedArtifact;
import io.hookline.deploy.internal.release.Release;
import io.hookline.deploy.internal.release.Releases;
import io.hookline.engine.release.ChainPreview;
import io.hookline.engine.release.PlannedHook;
import io.hookline.engine.release.ReleaseControl;
import io.hookline.engine.release.ReleaseHook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds the hooks that the staged releases of a change have registered against what points require and what the
 * releases state. A plan cannot see hooks that are registered in code; now all of them are there.
 */
final class RegisteredHooks {

    private final ReleaseControl control;

    RegisteredHooks(ReleaseControl control) {
        this.control = control;
    }

    /**
     * Checks the ready releases of a change.
     *
     * @return what the operator should know, one sentence each
     * @throws DeployRefusedException if a point would be without a hook that it requires, and that is not allowed
     */
    List<String> check(Change change, List<Release> arriving) throws DeployRefusedException {
        List<PlannedHook> registered = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Release release : arriving) {
            List<ReleaseHook> hooks = control.hooks(release.installed().id());
            hooks.stream()
                    .filter(hook -> hook.refusal() == null || hook.refusal() == RefusalReason.UNKNOWN_POINT)
                    .forEach(hook -> registered.add(planned(hook, release)));
            Set<String> filled = hooks.stream().map(ReleaseHook::point).collect(Collectors.toSet());
            notes.addAll(forgotten(change, release, filled));
        }
        for (ChainPreview preview : control.preview(registered, Releases.ids(change.leaving()))) {
            for (String missing : preview.missing()) {
                String text = preview.point() + " requires " + missing
                        + ", and no release of the change has registered it: calls would fail";
                if (!change.options().allowRipple()) {
                    throw new DeployRefusedException(
                            DeployRefusal.REQUIRED_MISSING,
                            text + "; is @Component missing on its class? Allow it (--force) if that is intended");
                }
                notes.add(text);
            }
        }
        return notes;
    }

    /** Points that a release states to fill, and where it has registered no hook. */
    private static List<String> forgotten(Change change, Release release, Set<String> filled)
            throws DeployRefusedException {
        Optional<ReceivedArtifact> received = change.arriving().stream()
                .filter(one -> one.artifact().equals(release.artifact()))
                .findFirst();
        if (received.isEmpty()) {
            return List.of();
        }
        ArtifactDescription description =
                release.type().describe(release.content(), received.get().identity());
        return description.points().stream()
                .filter(point -> !filled.contains(point))
                .map(point -> release.artifact().label() + " requires the hook point " + point
                        + " and has registered no hook there: is @Component missing on its class?")
                .toList();
    }

    private static PlannedHook planned(ReleaseHook hook, Release release) {
        return new PlannedHook(
                hook.point(),
                hook.name(),
                release.artifact().name(),
                release.artifact().version(),
                0,
                List.of(),
                List.of());
    }
}
