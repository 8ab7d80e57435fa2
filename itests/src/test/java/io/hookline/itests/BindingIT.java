package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.HookPoint;
import io.hookline.api.hook.Hook;
import io.hookline.api.runtime.BindingState;
import io.hookline.api.runtime.BindingStatus;
import io.hookline.api.runtime.Bindings;
import io.hookline.api.runtime.HookStatus;
import io.hookline.api.runtime.RefusalReason;
import io.hookline.itests.fixture.BundleJar;
import io.hookline.itests.fixture.plain.ContextTeller;
import io.hookline.itests.fixture.plain.MismatchTeller;
import io.hookline.itests.fixture.plain.PlainTeller;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.AbstractStringAssert;
import org.awaitility.Awaitility;
import org.junit.After;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Plain classes of a bundle become hooks by configuration. */
public class BindingIT extends FrameworkTest {

    private static final String POINT = "test.binding";
    private static final String PLUGIN = "test.plain";
    private static final String TELLER = PlainTeller.class.getName();

    private final List<Configuration> rows = new ArrayList<>();

    /** Removes the bindings of the test. */
    @After
    public void removeRows() throws IOException {
        for (Configuration row : rows) {
            row.delete();
        }
        Awaitility.await().until(() -> service(Bindings.class).rows().isEmpty());
    }

    @Test
    public void aPlainClassIsAHookOfItsPlugin() throws Exception {
        try (HookPoint<Tellers> point = points().open(POINT, Tellers.class)) {
            installAndStart(plugin("1.0.0"));
            row("colour", "priority", "7", "arg.name", "colour");
            awaitState("colour", BindingState.BOUND);
            assertThat(told(point)).containsExactly("colour");
            HookStatus hook = runtime().chain(POINT).orElseThrow().hooks().get(0);
            assertThat(hook.name()).isEqualTo("colour");
            assertThat(hook.plugin()).isEqualTo(PLUGIN);
            assertThat(hook.ranking()).isEqualTo(7);
            assertThat(hook.calls()).isEqualTo(1);
            assertThat(the("colour").detail()).isEqualTo("hold, tell");
        }
    }

    @Test
    public void aBindingWaitsForItsPluginAndPointAndIsActiveAtTheFirstCall() throws Exception {
        row("early", "arg.name", "early");
        awaitState("early", BindingState.WAITING);
        assertThat(the("early").detail()).contains("no hook point " + POINT + " is open");
        try (HookPoint<Tellers> point = points().open(POINT, Tellers.class)) {
            assertThat(the("early").detail()).contains("no plugin " + PLUGIN + " is installed");
            Bundle plugin = install(plugin("1.0.0"));
            plugin.start();
            assertThat(told(point)).containsExactly("early");
            plugin.stop();
            assertThat(told(point)).isEmpty();
            assertThat(the("early").detail()).contains("1.0.0 (not started)");
            plugin.start();
        }
        assertThat(the("early").state()).isEqualTo(BindingState.WAITING);
        try (HookPoint<Tellers> again = points().open(POINT, Tellers.class)) {
            assertThat(told(again)).containsExactly("early");
        }
    }

    @Test
    public void allReleasesAreBoundAndTheNewestIsCalled() throws Exception {
        row("colour");
        try (HookPoint<Tellers> point = points().open(POINT, Tellers.class)) {
            installAndStart(plugin("1.0.0"));
            awaitState("colour", BindingState.BOUND);
            Bundle next = installAndStart(plugin("1.1.0"));
            assertThat(told(point)).containsExactly(PLUGIN + "@1.1.0");
            assertThat(the("colour", "1.0.0").state()).isEqualTo(BindingState.BOUND);
            assertThat(runtime().chain(POINT).orElseThrow().standby())
                    .singleElement()
                    .satisfies(hook -> assertThat(hook.version()).isEqualTo("1.0.0"));
            next.stop();
            assertThat(told(point)).containsExactly(PLUGIN + "@1.0.0");
        }
    }

    @Test
    public void priorityAndEnabledChangeAtOnce() throws Exception {
        try (HookPoint<Tellers> point = points().open(POINT, Tellers.class)) {
            installAndStart(plugin("1.0.0"));
            row("a", "arg.name", "a", "priority", "1");
            row("b", "arg.name", "b");
            Awaitility.await().untilAsserted(() -> assertThat(told(point)).containsExactly("a", "b"));
            long service = runtime().chain(POINT).orElseThrow().hooks().get(1).serviceId();
            row("b", "arg.name", "b", "priority", "2");
            Awaitility.await().untilAsserted(() -> assertThat(told(point)).containsExactly("b", "a"));
            assertThat(runtime().chain(POINT).orElseThrow().hooks().get(0).serviceId())
                    .as("the same object")
                    .isEqualTo(service);
            row("b", "arg.name", "b", "enabled", "false");
            Awaitility.await().untilAsserted(() -> assertThat(told(point)).containsExactly("a"));
            assertThat(the("b").state()).isEqualTo(BindingState.DISABLED);
        }
    }

    @Test
    public void aNewObjectReplacesTheOldOneWithoutAGap() throws Exception {
        try (HookPoint<Tellers> point = points().open(POINT, Tellers.class)) {
            installAndStart(plugin("1.0.0"));
            row("colour", "arg.name", "0");
            awaitState("colour", BindingState.BOUND);
            AtomicBoolean stop = new AtomicBoolean();
            Set<List<String>> seen = ConcurrentHashMap.newKeySet();
            CompletableFuture<Void> caller = InThread.run(() -> {
                while (!stop.get()) {
                    seen.add(told(point));
                }
            });
            for (int i = 1; i <= 20; i++) {
                row("colour", "arg.name", String.valueOf(i));
                List<String> expected = List.of(String.valueOf(i));
                Awaitility.await().until(() -> seen.contains(expected));
            }
            stop.set(true);
            caller.get(60, TimeUnit.SECONDS);
            assertThat(seen)
                    .hasSize(21)
                    .allSatisfy(trail ->
                            assertThat(trail).singleElement().asString().doesNotContain("closed"));
        }
    }

    @Test
    public void aStopWaitsForCallsInABoundClass() throws Exception {
        try (HookPoint<Tellers> point = points().open(POINT, Tellers.class)) {
            Bundle plugin = installAndStart(plugin("1.0.0"));
            row("colour");
            awaitState("colour", BindingState.BOUND);
            CountDownLatch entered = new CountDownLatch(1);
            CountDownLatch gate = new CountDownLatch(1);
            CompletableFuture<Void> call = InThread.run(() -> point.call().hold(entered, gate));
            assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Void> stop = InThread.run(plugin::stop);
            Awaitility.await().until(() -> told(point).isEmpty());
            assertThat(stop).isNotDone();
            gate.countDown();
            call.get(60, TimeUnit.SECONDS);
            stop.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    public void aMissingClassIsNamed() throws Exception {
        refused("class", "org.example.Nowhere")
                .contains("bundle " + PLUGIN + " 1.0.0 has no class org.example.Nowhere");
    }

    @Test
    public void aClassThatIsNotPublicIsNamed() throws Exception {
        refused("class", "io.hookline.itests.fixture.plain.HiddenTeller").contains("HiddenTeller is not public");
    }

    @Test
    public void aWrongSignatureIsNamedWithTheExpectedOne() throws Exception {
        refused("class", MismatchTeller.class.getName())
                .contains("expected public void tell(java.util.List)")
                .contains("found public void tell(java.lang.String)");
    }

    @Test
    public void aClassOfAnotherBundleIsNamed() throws Exception {
        refused("class", "java.lang.StringBuilder").contains("java.lang.StringBuilder is of the JVM, not of bundle");
    }

    @Test
    public void aTypeThatThePluginDoesNotImportIsNamed() throws Exception {
        try (HookPoint<Hook> point = points().open("test.binding.hook", Hook.class)) {
            installAndStart(plugin("1.0.0").with(ContextTeller.class));
            row("context", "class", ContextTeller.class.getName(), "point", "test.binding.hook");
            awaitState("context", BindingState.REFUSED);
            assertThat(the("context").detail())
                    .contains("does not link", "io/hookline/api/hook/HookContext", "has to import");
            installAndStart(plugin("1.1.0")
                    .with(ContextTeller.class)
                    .header("Import-Package", "io.hookline.api.hook;version=\"[1.0,2)\""));
            assertThat(the("context", "1.1.0").state()).isEqualTo(BindingState.BOUND);
            assertThat(the("context", "1.1.0").detail()).isEqualTo("before");
            assertThat(point.isEmpty()).isFalse();
        }
    }

    @Test
    public void anInvalidBindingKeepsThePreviousOne() throws Exception {
        try (HookPoint<Tellers> point = points().open(POINT, Tellers.class)) {
            installAndStart(plugin("1.0.0"));
            row("colour", "arg.name", "colour");
            awaitState("colour", BindingState.BOUND);
            assertThatThrownBy(() -> row("colour", "priority", "high", "pint", "x"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("'priority'")
                    .hasMessageContaining("'pint' is not known; did you mean 'point'?");
            assertThat(the("colour").state()).isEqualTo(BindingState.BOUND);
            assertThat(told(point)).containsExactly("colour");
            row("colour", "class", "org.example.Nowhere");
            awaitState("colour", BindingState.REFUSED);
            assertThat(the("colour").detail()).contains("no class org.example.Nowhere", TELLER + " stays bound");
            assertThat(told(point)).containsExactly("colour");
            row("colour", "arg.name", "mended");
            awaitState("colour", BindingState.BOUND);
            assertThat(told(point)).containsExactly("mended");
        }
    }

    @Test
    public void removingABindingLeavesNothingBehind() throws Exception {
        try (HookPoint<Tellers> point = points().open(POINT, Tellers.class)) {
            WeakReference<Class<?>> type = bindAndRemove(point);
            Awaitility.await().until(() -> {
                System.gc();
                return type.refersTo(null);
            });
            assertThat(told(point)).isEmpty();
        }
    }

    private WeakReference<Class<?>> bindAndRemove(HookPoint<Tellers> point) throws Exception {
        Bundle plugin = installAndStart(plugin("1.0.0"));
        row("colour", "arg.name", "colour");
        awaitState("colour", BindingState.BOUND);
        // Called often enough for the chain to be compiled.
        for (int i = 0; i < 1_000; i++) {
            assertThat(told(point)).containsExactly("colour");
        }
        WeakReference<Class<?>> type = new WeakReference<>(plugin.loadClass(TELLER));
        plugin.uninstall();
        return type;
    }

    /** Binds a class that must be refused, and returns the message. */
    private AbstractStringAssert<?> refused(String... row) throws Exception {
        try (HookPoint<Tellers> point = points().open(POINT, Tellers.class)) {
            installAndStart(plugin("1.0.0"));
            row("bad", row);
            awaitState("bad", BindingState.REFUSED);
            assertThat(told(point)).isEmpty();
            String detail = the("bad").detail();
            assertThat(runtime().refused()).anySatisfy(refused -> {
                assertThat(refused.reason()).isEqualTo(RefusalReason.BAD_BINDING);
                assertThat(refused.plugin()).isEqualTo(PLUGIN);
                assertThat(refused.detail()).isEqualTo("binding bad: " + detail);
            });
            return assertThat(detail);
        }
    }

    private static BundleJar plugin(String version) {
        return BundleJar.of(PLUGIN, version)
                .with(PlainTeller.class)
                .with(MismatchTeller.class)
                .with(hidden())
                .text("name.txt", PLUGIN + "@" + version);
    }

    private static Class<?> hidden() {
        try {
            return Class.forName("io.hookline.itests.fixture.plain.HiddenTeller");
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Sets a binding: keys and values in turn, in addition to those that all bindings of the test have. */
    private void row(String name, String... keysAndValues) throws IOException {
        Map<String, Object> properties = new HashMap<>(Map.of("plugin", PLUGIN, "class", TELLER, "point", POINT));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        Configuration row = service(ConfigurationAdmin.class).getFactoryConfiguration(Bindings.FACTORY_PID, name, "?");
        row.update(FrameworkUtil.asDictionary(properties));
        if (!rows.contains(row)) {
            rows.add(row);
        }
    }

    private BindingStatus the(String row) {
        return one(row, null);
    }

    private BindingStatus the(String row, String version) {
        return one(row, version);
    }

    private BindingStatus one(String row, String version) {
        List<BindingStatus> found = service(Bindings.class).rows().stream()
                .filter(one -> one.row().equals(row)
                        && (version == null || one.version().equals(version)))
                .toList();
        assertThat(found).as(row).hasSize(1);
        return found.get(0);
    }

    private void awaitState(String row, BindingState state) {
        Awaitility.await().untilAsserted(() -> assertThat(the(row).state()).isEqualTo(state));
    }

    private static List<String> told(HookPoint<Tellers> point) {
        List<String> trail = new ArrayList<>();
        point.call().tell(trail);
        return trail;
    }

    /** The contract of the test's point. */
    public interface Tellers {

        /** Each hook adds its name. */
        void tell(List<String> trail);

        /** A hook may wait here. */
        default void hold(CountDownLatch entered, CountDownLatch gate) throws InterruptedException {}
    }
}
