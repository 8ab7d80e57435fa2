package io.hookline.metrics.internal;

import io.hookline.deploy.CanaryState;
import io.hookline.deploy.CanaryStatus;
import io.hookline.deploy.Deployer;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.ReleaseStatus;
import io.hookline.deploy.UnloadStatus;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Releases, canaries, and what became of removed releases. */
record ReleaseMetrics(Supplier<@Nullable Deployer> service) implements MetricSource {

    private static final double PERCENT = 100;

    @Override
    public void addTo(Families families) {
        Deployer deployer = service.get();
        if (deployer == null) {
            return;
        }
        Family states = families.gauge("hookline_releases", "Releases by state", "state");
        for (ReleaseState state : ReleaseState.values()) {
            states.add(0, nameOf(state));
        }
        Family release = families.gauge(
                "hookline_release_state", "1 for the state that the release is in", "plugin", "version", "state");
        for (ReleaseStatus each : deployer.status()) {
            states.add(1, nameOf(each.state()));
            if (each.state() != ReleaseState.CLOSED) {
                release.add(1, each.name(), each.version(), nameOf(each.state()));
            }
        }
        Family unloads = families.gauge(
                "hookline_unloads", "Removed releases by the state of their classes: held ones leak", "state");
        for (UnloadStatus.State state : UnloadStatus.State.values()) {
            unloads.add(0, nameOf(state));
        }
        deployer.unloads().forEach(each -> unloads.add(1, nameOf(each.state())));
        addCanaries(families, deployer);
    }

    private static void addCanaries(Families families, Deployer deployer) {
        Family weight = families.gauge(
                "hookline_canary_weight_ratio",
                "The candidate's share of the calls, 0 to 1",
                "plugin",
                "version",
                "state");
        Family calls = families.counter(
                "hookline_canary_calls", "Calls since the canary began, of candidate and stable", "plugin", "side");
        Family failures = families.counter(
                "hookline_canary_failures",
                "Failed calls since the canary began, of candidate and stable",
                "plugin",
                "side");
        Family compared = families.counter(
                "hookline_canary_compared", "Answers of a shadow that were compared", "plugin", "result");
        for (CanaryStatus canary : deployer.canaries()) {
            if (canary.state() == CanaryState.PROMOTED || canary.state() == CanaryState.ROLLED_BACK) {
                continue;
            }
            String plugin = canary.name();
            weight.add(canary.weightPercent() / PERCENT, plugin, canary.candidate(), nameOf(canary.state()));
            calls.add(canary.candidateCalls(), plugin, "candidate");
            calls.add(canary.stableCalls(), plugin, "stable");
            failures.add(canary.candidateFailures(), plugin, "candidate");
            failures.add(canary.stableFailures(), plugin, "stable");
            compared.add(canary.compared() - canary.different(), plugin, "same");
            compared.add(canary.different(), plugin, "different");
        }
    }

    private static String nameOf(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
