package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hookline.api.hook.Hook;
import io.hookline.api.hook.HookProperties;
import io.hookline.deploy.DeployRefusal;
import io.hookline.itests.fixture.BundleJar;
import org.junit.Test;

/** A release whose hook does not link is quarantined and cannot be deployed again. */
public class GuardQuarantineIT extends DeployTest {

    @Test
    public void aReleaseThatDoesNotLinkIsQuarantined() throws Exception {
        openPoint();
        BundleJar unlinked = BundleJar.components(name("a"), "1.0.0")
                .component(
                        "hook",
                        Hook.class.getName(),
                        GuardIT.Unlinked.class,
                        "<property name='" + HookProperties.AT + "' value='" + name("point") + "'/>");
        deploy(unlinked);
        assertThatThrownBy(this::call).hasCauseInstanceOf(NoClassDefFoundError.class);
        await().untilAsserted(() -> assertThat(deployer().quarantine()).anySatisfy(entry -> {
            assertThat(entry.name()).isEqualTo(name("a"));
            assertThat(entry.reason()).contains("it does not link", "Missing");
        }));
        remove("a");
        assertThat(refused(DeployRefusal.QUARANTINED, unlinked)).hasMessageContaining("it does not link");
        deployer().parole(name("a"), "1.0.0");
    }
}
