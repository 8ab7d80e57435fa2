package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.runtime.PluginState;
import io.hookline.api.runtime.RefusalReason;
import io.hookline.api.runtime.RefusedHook;
import io.hookline.itests.fixture.BundleJar;
import java.util.List;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Invalid plugins are refused. The refusal names the requirement, its origin, and the alternatives. */
public class RefusalIT extends FrameworkTest {

    @Test
    public void theResolverRefusesAnUnavailableApiRange() throws Exception {
        Bundle future = install(BundleJar.plugin("test.future", "1.0.0", "test.refusal")
                .header("Import-Package", "org.osgi.framework,io.hookline.api.hook;version=\"[9.0,10)\""));
        assertThatThrownBy(future::start).isInstanceOf(BundleException.class);
        RefusedHook refused = refusalOf("test.future");
        assertThat(refused.reason()).isEqualTo(RefusalReason.UNRESOLVED);
        assertThat(refused.detail())
                .contains("requires package io.hookline.api.hook [9.0.0,10.0.0)")
                .contains("offered: 1.1.0 by io.hookline.api");
    }

    @Test
    public void theResolverRefusesAPointThatNoHostProvides() throws Exception {
        Bundle lost = install(BundleJar.plugin("test.lost", "1.0.0", "http.nowhere")
                .header("Require-Capability", "io.hookline.point;filter:=\"(io.hookline.point=http.nowhere)\""));
        assertThatThrownBy(lost::start).isInstanceOf(BundleException.class);
        RefusedHook refused = refusalOf("test.lost");
        assertThat(refused.reason()).isEqualTo(RefusalReason.UNRESOLVED);
        assertThat(refused.detail())
                .contains("requires hook point http.nowhere")
                .contains("http.pre-request by io.hookline.gateway")
                .contains("db.pre-save by io.hookline.records");
        assertThat(runtime().plugins()).anySatisfy(plugin -> {
            assertThat(plugin.name()).isEqualTo("test.lost");
            assertThat(plugin.state()).isEqualTo(PluginState.INSTALLED);
            assertThat(plugin.asks()).containsExactly("http.nowhere");
        });
    }

    @Test
    public void aPointThatIsNotOpenIsNamedWithTheOpenOnes() throws Exception {
        trigger("test.open");
        installAndStart(BundleJar.plugin("test.early", "1.0.0", "test.closed"));
        RefusedHook refused = refusalOf("test.early");
        assertThat(refused.reason()).isEqualTo(RefusalReason.UNKNOWN_POINT);
        assertThat(refused.detail()).contains("test.closed").contains("test.open");
        trigger("test.closed");
        assertThat(refusals("test.early")).isEmpty();
    }

    @Test
    public void aServiceOfAnotherTypeIsRefused() throws Exception {
        trigger("test.refusal");
        installAndStart(
                BundleJar.plugin("test.wrong", "1.0.0", "test.refusal").header("Hook-Type", "java.lang.Runnable"));
        RefusedHook refused = refusalOf("test.wrong");
        assertThat(refused.reason()).isEqualTo(RefusalReason.WRONG_CONTRACT);
        assertThat(refused.detail()).contains("expects", "io.hookline.api.hook.Hook", "java.lang.Runnable");
        assertThat(trigger("test.refusal")).isEmpty();
    }

    @Test
    public void aBadPropertyIsRefusedByName() throws Exception {
        installAndStart(BundleJar.plugin("test.bad", "1.0.0", "test.refusal").header("Hook-Ranking", "very high"));
        RefusedHook refused = refusalOf("test.bad");
        assertThat(refused.reason()).isEqualTo(RefusalReason.BAD_PROPERTY);
        assertThat(refused.detail()).contains("service.ranking", "very high");
    }

    @Test
    public void aCycleIsRefusedByNameAndTheOldChainServes() throws Exception {
        installAndStart(BundleJar.plugin("test.a", "1.0.0", "test.cycle").header("Hook-Before", "test.b"));
        assertThat(trigger("test.cycle")).containsExactly("test.a@1.0.0");
        installAndStart(BundleJar.plugin("test.b", "1.0.0", "test.cycle").header("Hook-Before", "test.a"));
        assertThat(trigger("test.cycle")).containsExactly("test.a@1.0.0");
        RefusedHook refused = refusalOf("test.b");
        assertThat(refused.reason()).isEqualTo(RefusalReason.ORDER_CYCLE);
        assertThat(refused.detail()).contains("test.a@1.0.0 ahead of test.b@1.0.0 ahead of test.a@1.0.0");
    }

    @Test
    public void aJarThatIsNotABundleIsNamedWithTheRemedy() throws Exception {
        Bundle jar = install(BundleJar.of("test.none", "1.0.0")
                .header("Bundle-SymbolicName", null)
                .header("Bundle-ManifestVersion", null));
        RefusedHook refused = refusalOf("bundle-" + jar.getBundleId());
        assertThat(refused.reason()).isEqualTo(RefusalReason.NOT_A_BUNDLE);
        assertThat(refused.detail()).contains(jar.getLocation(), "Bundle-SymbolicName");
    }

    private RefusedHook refusalOf(String plugin) {
        List<RefusedHook> found = refusals(plugin);
        assertThat(found).as("refusals of " + plugin).hasSize(1);
        return found.get(0);
    }

    private List<RefusedHook> refusals(String plugin) {
        return runtime().refused().stream()
                .filter(refused -> refused.plugin().equals(plugin))
                .toList();
    }
}
