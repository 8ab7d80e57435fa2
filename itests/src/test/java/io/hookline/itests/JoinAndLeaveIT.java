package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.HookPoint;
import io.hookline.api.hook.Hook;
import io.hookline.api.hook.HookContext;
import io.hookline.api.runtime.ChainStatus;
import io.hookline.api.runtime.HookStatus;
import io.hookline.api.runtime.OrderReason;
import io.hookline.itests.fixture.BundleJar;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** Plugins join a chain when their bundle starts, in a defined order, and leave it when the bundle stops. */
public class JoinAndLeaveIT extends FrameworkTest {

    @Test
    public void pluginsJoinAndLeaveWithTheirBundles() throws Exception {
        Bundle a = installAndStart(BundleJar.plugin("test.a", "1.0.0", "test.join"));
        installAndStart(BundleJar.plugin("test.b", "1.0.0", "test.join"));
        assertThat(trigger("test.join")).containsExactly("test.a@1.0.0", "test.b@1.0.0");
        a.stop();
        assertThat(trigger("test.join")).containsExactly("test.b@1.0.0");
        a.start();
        assertThat(trigger("test.join")).containsExactly("test.b@1.0.0", "test.a@1.0.0");
    }

    @Test
    public void rankingAndConstraintsDetermineTheOrder() throws Exception {
        installAndStart(BundleJar.plugin("test.low", "1.0.0", "test.order").header("Hook-Ranking", "-5"));
        installAndStart(BundleJar.plugin("test.high", "1.0.0", "test.order").header("Hook-Ranking", "5"));
        installAndStart(BundleJar.plugin("test.eager", "1.0.0", "test.order").header("Hook-Before", "test.high"));
        assertThat(trigger("test.order")).containsExactly("test.eager@1.0.0", "test.high@1.0.0", "test.low@1.0.0");

        OrderReason why = runtime().why("test.high", "test.eager").get(0);
        assertThat(why.first()).isEqualTo("test.eager@1.0.0");
        assertThat(why.edges()).singleElement().satisfies(edge -> assertThat(edge.declaredBy())
                .isEqualTo("test.eager@1.0.0"));
    }

    @Test
    public void aHostOpensAPointAndCallsItAsAnInterface() throws Exception {
        Bundle a = installAndStart(BundleJar.plugin("test.a", "1.2.3", "test.typed"));
        try (HookPoint<Hook> point = points().open("test.typed", Hook.class)) {
            HookContext context = trailContext();
            assertThat(point.call().around(context, passed -> 42)).isEqualTo(42);
            assertThat(trail(context)).containsExactly("test.a@1.2.3");

            ChainStatus chain = runtime().chain("test.typed").orElseThrow();
            HookStatus hook = chain.hooks().get(0);
            assertThat(hook.plugin()).isEqualTo("test.a");
            assertThat(hook.version()).isEqualTo("1.2.3");
            assertThat(hook.bundleId()).isEqualTo(a.getBundleId());
            assertThat(hook.calls()).isEqualTo(1);
            assertThat(chain.point().owners())
                    .containsExactly(context().getBundle().getSymbolicName());
        }
        assertThat(runtime().chain("test.typed")).isEmpty();
    }

    @Test
    public void everyChangePublishesOneGeneration() throws Exception {
        trigger("test.generations");
        long before = runtime().generation();
        Bundle a = installAndStart(BundleJar.plugin("test.a", "1.0.0", "test.generations"));
        assertThat(runtime().generation()).isEqualTo(before + 1);
        a.stop();
        assertThat(runtime().generation()).isEqualTo(before + 2);
    }
}
