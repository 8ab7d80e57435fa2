package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hookline.api.HookRefusedException;
import io.hookline.api.hook.Hook;
import io.hookline.api.hook.HookContext;
import io.hookline.api.hook.HookProperties;
import io.hookline.api.runtime.GuardStatus;
import io.hookline.api.runtime.HookGuards;
import io.hookline.engine.runner.CodecProvider;
import io.hookline.engine.runner.HookRunner;
import io.hookline.itests.fixture.BundleJar;
import io.hookline.itests.fixture.FixtureCodecs;
import io.hookline.itests.fixture.FixtureRunner;
import io.hookline.itests.fixture.ProcessHook;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.After;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** A runner and a codec from a bundle outside core and deploy. */
public class RunnerIT extends FrameworkTest {

    private static final String POINT = "test.runner";
    private static final String PLUGIN = "test.moved";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Configuration rule;

    @After
    public void deleteRule() throws IOException {
        if (rule != null) {
            rule.delete();
        }
    }

    private void runByFixture() throws IOException {
        rule = service(ConfigurationAdmin.class).createFactoryConfiguration("io.hookline.guard", "?");
        rule.update(FrameworkUtil.asDictionary(Map.of("hook", PLUGIN, "isolation", FixtureRunner.NAME)));
        await().untilAsserted(() -> assertThat(guard().isolation()).isEqualTo("FIXTURE"));
    }

    private GuardStatus guard() {
        return service(HookGuards.class).guards().stream()
                .filter(guard -> guard.plugin().equals(PLUGIN))
                .findFirst()
                .orElseThrow();
    }

    private static BundleJar plugin() {
        return BundleJar.components(PLUGIN, "1.0.0")
                .component(
                        "hook",
                        Hook.class.getName(),
                        GuardIT.ThreadTelling.class,
                        "<property name='" + HookProperties.AT + "' value='" + POINT + "'/>");
    }

    private static BundleJar runner() {
        return BundleJar.components("test.fixture.runner", "1.0.0")
                .clause(Constants.IMPORT_PACKAGE, "io.hookline.api,io.hookline.engine.contract")
                .clause(Constants.IMPORT_PACKAGE, "io.hookline.engine.guard,io.hookline.engine.runner")
                .component("runner", HookRunner.class.getName(), FixtureRunner.class, "")
                .component("codecs", CodecProvider.class.getName(), FixtureCodecs.class, "");
    }

    @Test
    public void aHookMovesToARunnerFromABundleAndIsRefusedWhenThatBundleStops() throws Exception {
        trigger(POINT);
        installAndStart(plugin());
        Bundle bundle = installAndStart(runner());
        long before = runtime().generation();
        runByFixture();
        assertThat(runtime().generation()).isEqualTo(before + 1);
        assertThat(trigger(POINT)).containsExactly(FixtureRunner.THREAD);
        assertThat(guard().limits()).isEqualTo("one thread");
        bundle.stop();
        assertThat(runtime().generation()).isEqualTo(before + 2);
        assertThatThrownBy(() -> trigger(POINT))
                .isInstanceOf(HookRefusedException.class)
                .hasMessageContaining("no runner 'fixture' is installed");
        assertThat(guard().reason()).isEqualTo("no runner 'fixture' is installed");
        rule.update(FrameworkUtil.asDictionary(Map.of("hook", PLUGIN, "isolation", "inline")));
        await().untilAsserted(() -> assertThat(guard().isolation()).isEqualTo("INLINE"));
        await().untilAsserted(() -> assertThat(trigger(POINT))
                .containsExactly(Thread.currentThread().getName()));
    }

    // ---- JVMs of their own -----------------------------------------------------------------------------------------

    private static BundleJar processPlugin(String name, String point) {
        return BundleJar.components(name, "1.0.0")
                .component(
                        name,
                        Hook.class.getName(),
                        ProcessHook.class,
                        "<property name='" + HookProperties.AT + "' value='" + point + "'/>");
    }

    private void isolate(String plugin, String isolation, String... more) throws IOException {
        if (rule == null) {
            rule = service(ConfigurationAdmin.class).createFactoryConfiguration("io.hookline.guard", "?");
        }
        Map<String, Object> properties = new HashMap<>(Map.of("hook", plugin, "isolation", isolation));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        rule.update(FrameworkUtil.asDictionary(properties));
    }

    private static GuardStatus guardOf(HookGuards guards, String plugin) {
        return guards.guards().stream()
                .filter(guard -> guard.plugin().equals(plugin))
                .findFirst()
                .orElseThrow();
    }

    private long pid(String point, String what, Duration timeout) throws Exception {
        HookContext context = HookContext.builder().timeout(timeout).build();
        if (!what.isEmpty()) {
            context.put(ProcessHook.DO, what);
        }
        registry().trigger(point, context);
        return context.get(ProcessHook.PID);
    }

    private void awaitProcess(String plugin) {
        HookGuards guards = service(HookGuards.class);
        await().atMost(PATIENCE).untilAsserted(() -> {
            GuardStatus guard = guardOf(guards, plugin);
            assertThat(guard.isolation() + guard.reason()).isEqualTo("PROCESS");
        });
    }

    @Test
    public void aPluginInAProcessOfItsOwnDoesNoHarmToOthers() throws Exception {
        long own = ProcessHandle.current().pid();
        registry().trigger("test.process", HookContext.create());
        installAndStart(processPlugin("test.child", "test.process"));
        isolate("test.child", "process", "deadlineMillis", "60000", "threads", "2", "writtenOff", "1");
        awaitProcess("test.child");
        long child = pid("test.process", "", Duration.ofMinutes(1));
        assertThat(child).isNotEqualTo(own);
        assertThatThrownBy(() -> pid("test.process", "throw", Duration.ofMinutes(1)))
                .hasStackTraceContaining("java.lang.IllegalStateException: thrown in a child");
        assertThatThrownBy(() -> pid("test.process", "overflow", Duration.ofMinutes(1)))
                .hasStackTraceContaining("java.lang.StackOverflowError");
        assertThat(pid("test.process", "", Duration.ofMinutes(1))).isEqualTo(child);
    }

    @Test
    public void aHookWaitsForItsRunnerAndJoinsItInOneGeneration() throws Exception {
        trigger(POINT);
        installAndStart(plugin());
        runByFixture();
        assertThatThrownBy(() -> trigger(POINT)).hasMessageContaining("no runner 'fixture' is installed");
        long before = runtime().generation();
        installAndStart(runner());
        assertThat(trigger(POINT)).containsExactly(FixtureRunner.THREAD);
        assertThat(runtime().generation()).isEqualTo(before + 1);
        assertThat(guard().reason()).isEmpty();
    }
}
