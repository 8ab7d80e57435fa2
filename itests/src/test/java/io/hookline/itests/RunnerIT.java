package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hookline.api.HookRefusedException;
import io.hookline.api.HookRegistry;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
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

    private final Map<String, Configuration> rules = new HashMap<>();
    private Configuration rule;

    @After
    public void deleteRules() throws IOException {
        if (rule != null) {
            rule.delete();
        }
        for (Configuration one : rules.values()) {
            one.delete();
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
                .modified(
                        name,
                        Hook.class.getName(),
                        ProcessHook.class,
                        "<property name='" + HookProperties.AT + "' value='" + point + "'/>");
    }

    private void isolate(String plugin, String isolation) throws IOException {
        Configuration its = rules.get(plugin);
        if (its == null) {
            its = service(ConfigurationAdmin.class).createFactoryConfiguration("io.hookline.guard", "?");
            rules.put(plugin, its);
        }
        // Deadlines are for machines that are slow; a call that is to hang brings its own.
        its.update(FrameworkUtil.asDictionary(Map.of(
                "hook",
                plugin,
                "isolation",
                isolation,
                "deadlineMillis",
                "120000",
                "threads",
                "8",
                "writtenOff",
                "1")));
    }

    private static GuardStatus guardOf(HookGuards guards, String plugin) {
        return guards.guards().stream()
                .filter(guard -> guard.plugin().equals(plugin))
                .findFirst()
                .orElseThrow();
    }

    private long pid(String point) throws Exception {
        HookContext context = HookContext.create();
        registry().trigger(point, context);
        return context.get(ProcessHook.PID);
    }

    private static void misbehave(HookRegistry registry, String what) throws Exception {
        HookContext context = HookContext.builder()
                .timeout(what.equals("spin") || what.equals("deadlock") ? Duration.ofMillis(500) : PATIENCE)
                .build();
        context.put(ProcessHook.DO, what);
        registry.trigger("test.process", context);
    }

    private void awaitRunner(String plugin, String isolation) {
        HookGuards guards = service(HookGuards.class);
        await().atMost(PATIENCE).untilAsserted(() -> {
            GuardStatus guard = guardOf(guards, plugin);
            assertThat(guard.isolation() + guard.reason()).isEqualTo(isolation);
        });
    }

    /** Waits until another process than one has taken its place. */
    private long awaitPid(String point, long other) {
        return await().atMost(PATIENCE).ignoreExceptions().until(() -> pid(point), pid -> pid != other);
    }

    @Test
    public void whatAPluginDoesInAProcessOfItsOwnHarmsNoNeighbour() throws Exception {
        for (String point : List.of("test.process", "test.inline", "test.other")) {
            registry().trigger(point, HookContext.create());
        }
        installAndStart(processPlugin("test.child", "test.process"));
        installAndStart(processPlugin("test.near", "test.inline"));
        installAndStart(processPlugin("test.far", "test.other"));
        // It ends again and again here: without long pauses, and without a breaker that opens.
        Configuration process = service(ConfigurationAdmin.class)
                .getFactoryConfiguration("io.hookline.isolation.process", "test.child", "?");
        rules.put("the process", process);
        process.update(FrameworkUtil.asDictionary(Map.of(
                "plugins", new String[] {"test.child"}, "restartMillis", 10, "crashes", 100, "heapMegabytes", 32)));
        isolate("test.child", "process");
        isolate("test.far", "process");
        awaitRunner("test.child", "PROCESS");
        awaitRunner("test.far", "PROCESS");
        long own = ProcessHandle.current().pid();
        long far = pid("test.other");
        long child = pid("test.process");
        assertThat(child).isNotIn(own, far);
        assertThat(far).isNotEqualTo(own);
        HookRegistry registry = registry();
        AtomicBoolean going = new AtomicBoolean(true);
        CompletableFuture<Integer> neighbours = CompletableFuture.supplyAsync(() -> {
            int calls = 0;
            for (; going.get(); calls++) {
                assertThat(Numbered.call(registry, "test.inline", calls).pid()).isEqualTo(own);
                assertThat(Numbered.call(registry, "test.other", calls).pid()).isEqualTo(far);
                // Processes that start need the processors too.
                LockSupport.parkNanos(1_000_000);
            }
            return calls;
        });
        for (String what : List.of("throw", "overflow")) {
            assertThatThrownBy(() -> misbehave(registry, what))
                    .hasStackTraceContaining(what.equals("throw") ? "thrown in a child" : "StackOverflowError");
        }
        assertThat(pid("test.process")).as("an exception ends no process").isEqualTo(child);
        for (String[] fault : new String[][] {
            {"exit", "exit status 7"},
            {"allocate", "out of memory"},
            {"crash", "SIG"},
            {"spin", "did not answer within"},
            {"deadlock", "did not answer within"}
        }) {
            assertThatThrownBy(() -> misbehave(registry, fault[0])).as(fault[0]).hasStackTraceContaining(fault[1]);
            child = awaitPid("test.process", child);
        }
        assertCancelReaches(registry);
        assertAKillCostsCallsInFlightAlone(registry, child);
        child = awaitPid("test.process", child);
        assertThat(guardOf(service(HookGuards.class), "test.child").limits())
                .contains("process test.child, pid " + child + ", ", " MB heap, 6 restarts");
        going.set(false);
        assertThat(neighbours.get(2, TimeUnit.MINUTES)).isPositive();
    }

    /** The caller cancels and waits on, so that what comes back is what the hook in the child makes of it. */
    private void assertCancelReaches(HookRegistry registry) throws Exception {
        HookContext context = HookContext.builder().timeout(PATIENCE).build();
        context.put(ProcessHook.DO, "await cancellation");
        CompletableFuture<Void> call = CompletableFuture.runAsync(() -> {
            try {
                registry.trigger("test.process", context);
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
        await().atMost(PATIENCE).until(() -> says("test.process").equals("awaits cancellation"));
        context.cancel("for the test");
        assertThatThrownBy(() -> call.get(2, TimeUnit.MINUTES)).hasStackTraceContaining("cancelled in the child");
    }

    private static void assertAKillCostsCallsInFlightAlone(HookRegistry registry, long pid) throws Exception {
        int callers = 3;
        AtomicInteger answered = new AtomicInteger();
        Queue<Throwable> lost = new ConcurrentLinkedQueue<>();
        AtomicBoolean going = new AtomicBoolean(true);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            all.add(CompletableFuture.runAsync(() -> {
                while (going.get()) {
                    HookContext context = HookContext.create();
                    try {
                        registry.trigger("test.process", context);
                        answered.incrementAndGet();
                    } catch (HookRefusedException e) {
                        // There is no child: the call never left.
                        LockSupport.parkNanos(1_000_000);
                    } catch (Exception e) {
                        lost.add(e);
                    }
                }
            }));
        }
        await().atMost(PATIENCE).until(() -> answered.get() > 20);
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        int then = answered.get();
        await().atMost(PATIENCE).until(() -> answered.get() > then + 20);
        going.set(false);
        for (CompletableFuture<Void> caller : all) {
            caller.get(2, TimeUnit.MINUTES);
        }
        assertThat(lost).hasSizeLessThanOrEqualTo(callers).allSatisfy(e -> assertThat(e)
                .hasStackTraceContaining("its process has ended"));
    }

    @Test
    public void aPluginGoesUpAndDownTheLadderWhileCallsRunAndNoneIsLost() throws Exception {
        registry().trigger("test.process", HookContext.create());
        installAndStart(processPlugin("test.child", "test.process"));
        HookRegistry registry = registry();
        AtomicBoolean going = new AtomicBoolean(true);
        List<CompletableFuture<Set<Long>>> callers = new ArrayList<>();
        AtomicInteger numbers = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            callers.add(CompletableFuture.supplyAsync(() -> {
                Set<Long> pids = new HashSet<>();
                while (going.get()) {
                    pids.add(Numbered.call(registry, "test.process", numbers.incrementAndGet())
                            .pid());
                }
                return pids;
            }));
        }
        long own = ProcessHandle.current().pid();
        Set<Long> seen = new HashSet<>(Set.of(own));
        for (String isolation : List.of("inline", "watched", "pool", "process", "inline", "process", "pool")) {
            isolate("test.child", isolation);
            awaitRunner("test.child", isolation.toUpperCase(Locale.ROOT));
            long pid = pid("test.process");
            assertThat(pid == own).as(isolation).isEqualTo(!isolation.equals("process"));
            seen.add(pid);
            int so = numbers.get();
            await().atMost(PATIENCE)
                    .until(() -> numbers.get() > so + 50 || callers.get(0).isDone());
        }
        going.set(false);
        for (CompletableFuture<Set<Long>> caller : callers) {
            assertThat(seen).containsAll(caller.get(2, TimeUnit.MINUTES));
        }
        // A child that is still there when its hook comes back is used again.
        assertThat(seen).hasSizeBetween(2, 3);
    }

    @Test
    public void pluginsShareAProcessByNameAndTheirConfigurationsAreLive() throws Exception {
        ConfigurationAdmin admin = service(ConfigurationAdmin.class);
        Configuration group = admin.getFactoryConfiguration("io.hookline.isolation.process", "group-a", "?");
        Configuration own = admin.getConfiguration("test.one", "?");
        try {
            group.update(FrameworkUtil.asDictionary(
                    Map.of("plugins", new String[] {"test.one", "test.two"}, "heapMegabytes", 48)));
            own.update(FrameworkUtil.asDictionary(Map.of("says", "first")));
            for (String name : List.of("one", "two")) {
                registry().trigger("test.process." + name, HookContext.create());
                installAndStart(processPlugin("test." + name, "test.process." + name));
                isolate("test." + name, "process");
                awaitRunner("test." + name, "PROCESS");
            }
            long two = pid("test.process.two");
            assertThat(awaitPid("test.process.one", ProcessHandle.current().pid()))
                    .isPositive();
            await().atMost(PATIENCE).until(() -> pid("test.process.one") == two);
            assertThat(guardOf(service(HookGuards.class), "test.one").limits())
                    .contains("process group-a, pid " + two, "of 48 MB heap");
            assertThat(says("test.process.one")).isEqualTo("first");
            own.update(FrameworkUtil.asDictionary(Map.of("says", "second")));
            await().atMost(PATIENCE).until(() -> says("test.process.one").equals("second"));
            assertThat(says("test.process.two")).isEqualTo("null");
            assertThat(pid("test.process.one")).isEqualTo(two);
        } finally {
            own.delete();
            group.delete();
        }
    }

    private String says(String point) throws Exception {
        HookContext context = HookContext.create();
        registry().trigger(point, context);
        return context.get(ProcessHook.SAYS);
    }

    @Test
    public void aHookThatNeedsAServiceOfTheRuntimeIsRefusedWithTheReasonAndStaysWhereItIs() throws Exception {
        registry().trigger("test.process", HookContext.create());
        installAndStart(BundleJar.components("test.needy", "1.0.0")
                .clause(Constants.IMPORT_PACKAGE, "io.hookline.api.runtime")
                .component(
                        "test.needy",
                        Hook.class.getName(),
                        ProcessHook.class,
                        "<property name='" + HookProperties.AT + "' value='test.process'/>"
                                + "<reference name='runtime' interface='io.hookline.api.runtime.HookRuntime'/>"));
        isolate("test.needy", "process");
        HookGuards guards = service(HookGuards.class);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(guardOf(guards, "test.needy").reason())
                        .contains("runner 'process' has not attached it: its component needs"
                                + " io.hookline.api.runtime.HookRuntime of the runtime"));
        assertThat(pid("test.process")).isEqualTo(ProcessHandle.current().pid());
    }

    /** What a call with a number of its own came back with. */
    private record Numbered(long pid) {

        static Numbered call(HookRegistry registry, String point, int number) {
            HookContext context = HookContext.create();
            context.put(ProcessHook.NUMBER, number);
            try {
                registry.trigger(point, context);
            } catch (Exception e) {
                throw new AssertionError("call " + number + " at " + point, e);
            }
            assertThat(context.get(ProcessHook.SEEN)).as("its own answer").isEqualTo(number);
            assertThat(context.get(ProcessHook.COUNT)).as("called once").isEqualTo(1);
            return new Numbered(context.get(ProcessHook.PID));
        }
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
