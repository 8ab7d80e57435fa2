package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.hookline.api.CallAttributes;
import io.hookline.api.CallScope;
import io.hookline.deploy.CanaryOptions;
import io.hookline.deploy.CanaryState;
import io.hookline.deploy.CanaryStatus;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import io.hookline.itests.fixture.BundleJar;
import io.hookline.itests.fixture.FixtureHook;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.Test;

/** A candidate beside the running release: which calls it gets, and how the canary ends. */
public class CanaryIT extends DeployTest {

    private static final CanaryOptions BY_HAND = CanaryOptions.DEFAULT.withAutomatic(false);

    @Test
    public void aCanaryGetsTheCallsWithItsKey() throws Exception {
        deploy(plugin("a", "1.0.0"));
        long set = deployer().history().get(0).number();
        CanaryStatus status = canary(BY_HAND.withWeights(List.of()).withKey("tier", "internal"), plugin("a", "1.1.0"));
        assertThat(status.takes()).isEqualTo("calls with tier=internal");
        assertThat(call(Map.of("tier", "internal"))).containsExactly(hook("a", "1.1.0"));
        assertThat(call(Map.of("tier", "public"))).containsExactly(hook("a", "1.0.0"));
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
        assertThat(row("a", "1.1.0").state()).isEqualTo(ReleaseState.CANARY);
        assertThat(deployer().history().get(0).number()).isEqualTo(set);
    }

    @Test
    public void callsWithTheSameStickyValueMeetTheSameRelease() throws Exception {
        deploy(plugin("a", "1.0.0"));
        canary(BY_HAND.withWeights(List.of(50)).withStickyBy("user"), plugin("a", "1.1.0"));
        Map<String, String> met = new HashMap<>();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 200; i++) {
                String user = "user-" + i;
                String release = call(Map.of("user", user)).get(0);
                assertThat(met.merge(user, release, (before, now) -> before)).isEqualTo(release);
            }
        }
        // 50 % of 200: 40 of them are more than eight standard deviations away.
        assertThat(met.values().stream().filter(hook("a", "1.1.0")::equals).count())
                .isBetween(40L, 160L);
    }

    @Test
    public void aScopeMeetsOneReleaseAtAllPoints() throws Exception {
        deploy(plugin("a", "1.0.0").hook(name("second")));
        assertThat(trigger(name("second"))).isEqualTo(call());
        canary(BY_HAND.withWeights(List.of(50)), plugin("a", "1.1.0").hook(name("second")));
        Set<String> met = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            try (CallScope scope = points().enter(CallAttributes.NONE)) {
                List<String> first = call();
                assertThat(trigger(name("second"))).isEqualTo(first);
                assertThat(call()).isEqualTo(first);
                met.addAll(first);
                assertThat(scope.generation()).isEqualTo(runtime().generation());
            }
        }
        assertThat(met).containsExactlyInAnyOrder(hook("a", "1.0.0"), hook("a", "1.1.0"));
    }

    @Test
    public void aCanaryIsPausedResumedAndPromotedByHandInOneGeneration() throws Exception {
        deploy(plugin("a", "1.0.0"));
        canary(BY_HAND.withWeights(List.of(5)), plugin("a", "1.1.0"));
        assertThat(deployer().pauseCanary(name("a")).state()).isEqualTo(CanaryState.PAUSED);
        assertThat(refusedForNow(DeployRefusal.UNKNOWN, () -> deployer().pauseCanary(name("a"))))
                .hasMessageContaining("paused");
        assertThat(deployer().resumeCanary(name("a")).state()).isEqualTo(CanaryState.RUNNING);
        call();
        long before = runtime().generation();
        DeployResult result = deployer().promoteCanary(name("a"), ProgressListener.NONE);
        assertThat(result.generation())
                .isEqualTo(before + 1)
                .isEqualTo(runtime().generation());
        assertThat(result.joined()).containsExactly(name("a") + " 1.1.0");
        assertThat(result.left()).containsExactly(name("a") + " 1.0.0");
        assertThat(calls(20)).containsExactly(hook("a", "1.1.0"));
        assertThat(running()).containsExactly(name("a") + " 1.1.0");
        assertThat(status().state()).isEqualTo(CanaryState.PROMOTED);
        assertThat(deployer().history().get(0).cause()).contains("promoted by hand");
    }

    @Test
    public void anAbortedCanaryLeavesNothingBehind() throws Exception {
        deploy(plugin("a", "1.0.0"));
        call();
        World before = world();
        canary(BY_HAND.withWeights(List.of(100)), plugin("a", "1.1.0"));
        assertThat(calls(20)).containsExactly(hook("a", "1.1.0"));
        assertThat(deployer().abortCanary(name("a"), ProgressListener.NONE).state())
                .isEqualTo(CanaryState.ROLLED_BACK);
        assertThat(calls(20)).containsExactly(hook("a", "1.0.0"));
        assertThat(world().bundles()).isEqualTo(before.bundles());
        assertThat(world().history()).isEqualTo(before.history());
        assertThat(row("a", "1.1.0").state()).isEqualTo(ReleaseState.CLOSED);
        assertThat(refused(DeployRefusal.UNKNOWN, () -> deployer().abortCanary(name("a"), ProgressListener.NONE)))
                .hasMessageContaining("no canary of " + name("a"));
    }

    @Test
    public void aCandidateThatThrowsIsRolledBackAndQuarantined() throws Exception {
        deploy(plugin("a", "1.0.0"));
        canary(CanaryOptions.DEFAULT.withWeights(List.of(50)), plugin("a", "1.1.0", "call=" + FixtureHook.THROW));
        Awaitility.await().until(() -> {
            for (int i = 0; i < 50; i++) {
                callIgnoringFailure();
            }
            return row("a", "1.1.0").state() == ReleaseState.QUARANTINED;
        });
        assertThat(status().state()).isEqualTo(CanaryState.ROLLED_BACK);
        assertThat(status().candidateFailures()).isPositive();
        assertThat(calls(50)).containsExactly(hook("a", "1.0.0"));
        assertThat(running()).containsExactly(name("a") + " 1.0.0");
        DeployRefusedException refusal = refused(DeployRefusal.QUARANTINED, () -> deploy(name("a") + "@1.1.0"));
        assertThat(refusal)
                .hasMessageContaining("failed as a canary")
                .hasMessageContaining("hook:parole " + name("a") + " 1.1.0");
    }

    @Test
    public void aCandidateThatIsNotWorseIsPromotedAutomatically() throws Exception {
        deploy(plugin("a", "1.0.0"));
        canary(
                CanaryOptions.DEFAULT
                        .withWeights(List.of(50, 100))
                        .withStep(Duration.ofMillis(1), Duration.ofMinutes(1)),
                plugin("a", "1.1.0"));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            for (int i = 0; i < 2_000; i++) {
                call();
            }
            return status().state() == CanaryState.PROMOTED;
        });
        assertThat(calls(20)).containsExactly(hook("a", "1.1.0"));
        Awaitility.await().untilAsserted(() -> assertThat(running()).containsExactly(name("a") + " 1.1.0"));
        assertThat(deployer().history().get(0).cause()).contains("canary promoted");
    }

    @Test
    public void aPluginWithACanaryCannotBeDeployed() throws Exception {
        deploy(plugin("a", "1.0.0"));
        canary(BY_HAND, plugin("a", "1.1.0"));
        assertThat(refused(DeployRefusal.BUSY, plugin("a", "1.2.0")))
                .hasMessageContaining("hook:promote " + name("a"))
                .hasMessageContaining("hook:abort " + name("a"));
        refused(DeployRefusal.BUSY, () -> remove("a"));
    }

    @Test
    public void aCanaryNeedsARunningRelease() throws Exception {
        assertThat(refused(DeployRefusal.UNKNOWN, () -> canary(BY_HAND, plugin("a", "1.0.0"))))
                .hasMessageContaining("hook:deploy");
    }

    private CanaryStatus canary(CanaryOptions options, BundleJar plugin) throws Exception {
        return deployer().canary(jar(plugin), options, DeployOptions.SAFE, ProgressListener.NONE);
    }

    private CanaryStatus status() {
        return deployer().canaries().stream()
                .filter(canary -> canary.name().equals(name("a")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no canary"));
    }

    private List<String> call(Map<String, String> attributes) throws Exception {
        try (CallScope scope = points().enter(attributes::get)) {
            List<String> trail = call();
            assertThat(scope.generation()).isPositive();
            return trail;
        }
    }

    private void callIgnoringFailure() {
        Throwable failure = catchThrowable(this::call);
        if (failure != null) {
            assertThat(failure).hasMessageContaining("fails as it was told to");
        }
    }

    private Set<String> calls(int count) throws Exception {
        Set<String> met = new HashSet<>();
        for (int i = 0; i < count; i++) {
            met.addAll(call());
        }
        return met;
    }
}
