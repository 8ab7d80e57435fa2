package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.ReleaseStatus;
import io.hookline.deploy.UnloadStatus;
import io.hookline.itests.fixture.FixtureHook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.Test;

/** The status of running and of removed releases. */
public class StatusIT extends DeployTest {

    @Test
    public void theHeartbeatFollowsTheCalls() throws Exception {
        deploy(plugin("a", "1.0.0"));
        assertThat(row().heartbeat()).isNull();
        assertThat(row().loadedAt()).isNotNull();
        call();
        Awaitility.await().untilAsserted(() -> assertThat(row().heartbeat()).isNotNull());
        Instant first = row().heartbeat();
        call();
        Awaitility.await().untilAsserted(() -> assertThat(row().heartbeat()).isAfter(first));
        assertThat(row().calls()).isEqualTo(2);
        assertThat(row().failures()).isZero();
        assertThat(row().why()).isEmpty();
    }

    @Test
    public void callsThatThrowAreCounted() throws Exception {
        deploy(plugin("a", "1.0.0", "call=" + FixtureHook.THROW));
        assertThatThrownBy(this::call).hasMessageContaining("this call fails");
        assertThat(row().calls()).isEqualTo(1);
        assertThat(row().failures()).isEqualTo(1);
    }

    @Test
    public void aStuckHookIsShownWithItsStack() throws Exception {
        deploy(plugin("a", "1.0.0"));
        HeldCall call = HeldCall.into(registry(), name("point"), trailContext());
        assertThat(row().inFlight()).isEqualTo(1);
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(row().why())
                .contains("its calls do not end: 1 in flight", "FixtureHook.before"));
        call.release();
        Awaitility.await().untilAsserted(() -> assertThat(row().why()).isEmpty());
        assertThat(row().inFlight()).isZero();
    }

    @Test
    public void aBundleThatIsStoppedByHandIsShown() throws Exception {
        deploy(plugin("a", "1.0.0"));
        bundle("a", "1.0.0").stop();
        assertThat(row().state()).isEqualTo(ReleaseState.WAITING);
        assertThat(row().why()).contains("felix:start " + bundle("a", "1.0.0").getBundleId());
        bundle("a", "1.0.0").start();
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
        assertThat(row().state()).isEqualTo(ReleaseState.RUNNING);
        bundle("a", "1.0.0").stop();
        deployer().start(List.of(name("a")), DeployOptions.SAFE, ProgressListener.NONE);
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
        assertThat(row().state()).isEqualTo(ReleaseState.RUNNING);
    }

    @Test
    public void aBundleThatIsUpdatedByHandIsShownAsWhatItIsNow() throws Exception {
        deploy(plugin("a", "1.0.0"));
        bundle("a", "1.0.0").update(plugin("a", "1.5.0").open());
        Awaitility.await().untilAsserted(() -> assertThat(call()).containsExactly(hook("a", "1.5.0")));
        ReleaseStatus updated = row("a", "1.5.0");
        assertThat(updated.state()).isEqualTo(ReleaseState.RUNNING);
        assertThat(updated.calls()).isPositive();
        assertThat(updated.why()).contains("felix:update", "the desired set names 1.0.0");
        assertThat(deployer().status())
                .filteredOn(row -> row.name().equals(name("a")))
                .extracting(ReleaseStatus::version)
                .containsExactly("1.5.0");
        deploy(name("a") + "@1.0.0");
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
        assertThat(row().why()).isEmpty();
    }

    @Test
    public void theClassesOfAReplacedReleaseAreUnloaded() throws Exception {
        deploy(plugin("a", "1.0.0"));
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
        deploy(plugin("a", "1.1.0"));
        assertThat(call()).containsExactly(hook("a", "1.1.0"));
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            System.gc();
            assertThat(unload().state()).isEqualTo(UnloadStatus.State.GONE);
        });
        assertThat(unload().removedAt()).isBeforeOrEqualTo(Instant.now());
    }

    private ReleaseStatus row() {
        return row("a", "1.0.0");
    }

    private UnloadStatus unload() {
        return deployer().unloads().stream()
                .filter(status -> status.release().equals(name("a") + " 1.0.0"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not watched"));
    }
}
