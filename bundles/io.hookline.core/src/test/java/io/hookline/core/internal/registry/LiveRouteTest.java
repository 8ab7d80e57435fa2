package io.hookline.core.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hookline.api.registry.NoPluginException;
import io.hookline.api.registry.PluginRoute;
import io.hookline.api.runtime.CandidateStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** Routes over the services of a real framework. */
class LiveRouteTest {

    @TempDir
    Path cache;

    private final Set<Long> staged = ConcurrentHashMap.newKeySet();
    private Duration drainTimeout = Duration.ofSeconds(30);
    private Plugins plugins;
    private Routing routing;

    @BeforeEach
    void start() throws Exception {
        plugins = new Plugins(cache);
        routing = new Routing(plugins.context(), bundle -> !staged.contains(bundle.getBundleId()), () -> drainTimeout);
    }

    @AfterEach
    void stop() throws Exception {
        plugins.close();
    }

    @Test
    void theHighestRankingCountsThenTheVersionThenTheAge() throws Exception {
        Bundle old = plugins.plugin("a", "1.0.0", "sync,cache");
        Bundle young = plugins.plugin("a", "1.1.0", "sync,cache");
        Bundle high = plugins.plugin("b", "0.1.0", "sync,cache");
        Plugins.publish(old, Store.class, (Store) () -> "old", 5);
        Plugins.publish(young, Store.class, (Store) () -> "young", 5);
        Plugins.publish(young, Store.class, (Store) () -> "youngest", 5);
        ServiceRegistration<?> best = Plugins.publish(high, Store.class, (Store) () -> "high", 6);
        PluginRoute<Store> route = route("sync", "cache");
        assertThat(route.call().name()).isEqualTo("high");
        best.unregister();
        assertThat(route.call().name()).isEqualTo("young");
        young.stop();
        assertThat(route.call().name()).isEqualTo("old");
    }

    @Test
    void onlyPluginsWithAllTagsCount() throws Exception {
        Plugins.publish(plugins.plugin("half", "1.0.0", "sync"), Store.class, (Store) () -> "half", 10);
        Plugins.publish(plugins.silent("silent"), Store.class, (Store) () -> "silent", 20);
        Plugins.publish(plugins.plugin("whole", "1.0.0", "cache,sync,more"), Store.class, (Store) () -> "whole", 0);
        assertThat(route("sync", "cache").call().name()).isEqualTo("whole");
        assertThat(route("sync").call().name()).isEqualTo("half");
        assertThat(route().call().name()).isEqualTo("silent");
    }

    @Test
    void aRouteFollowsChangesAndTellsItsListeners() throws Exception {
        Bundle one = plugins.plugin("one", "1.0.0", "sync");
        Bundle two = plugins.plugin("two", "1.0.0", "sync");
        PluginRoute<Store> route = route("sync");
        List<String> heard = new ArrayList<>();
        route.onChange(() -> heard.add(route.chosen().map(CandidateStatus::id).orElse("none")));
        ServiceRegistration<?> first = Plugins.publish(one, Store.class, (Store) () -> "one", 1);
        ServiceRegistration<?> second = Plugins.publish(two, Store.class, (Store) () -> "two", 0);
        second.setProperties(FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, 2)));
        assertThat(route.call().name()).isEqualTo("two");
        second.unregister();
        first.unregister();
        assertThat(heard).containsExactly("one", "two", "one", "none");
    }

    @Test
    void aRemovedOrFailingListenerDoesNotAffectOthers() throws Exception {
        PluginRoute<Store> route = route("sync");
        AtomicInteger heard = new AtomicInteger();
        route.onChange(() -> {
            throw new IllegalStateException("as the test wants it");
        });
        route.onChange(heard::incrementAndGet);
        route.onChange(heard::incrementAndGet).close();
        Plugins.publish(plugins.plugin("one", "1.0.0", "sync"), Store.class, (Store) () -> "one", 0);
        assertThat(heard).hasValue(1);
        assertThat(route.call().name()).isEqualTo("one");
    }

    @Test
    void aCallWithoutAMatchingPluginNamesTheNearestOnes() throws Exception {
        PluginRoute<Store> route = route("sync");
        assertThatThrownBy(() -> route.call().name())
                .isInstanceOf(NoPluginException.class)
                .hasMessageContaining("with the tags sync that publishes " + Store.class.getName())
                .hasMessageContaining("no plugin here has these tags");
        Bundle other = plugins.plugin("other", "1.0.0", "sync");
        Plugins.publish(other, Runnable.class, (Runnable) () -> {}, 0);
        plugins.plugin("asleep", "1.0.0", "sync").stop();
        assertThatThrownBy(() -> route.call().name())
                .hasMessageContaining("other 1.0.0: it publishes no " + Store.class.getName())
                .hasMessageContaining("it publishes java.lang.Runnable")
                .hasMessageContaining("asleep 1.0.0: its bundle is RESOLVED");
    }

    @Test
    void aServiceThatCannotBeFetchedIsSkipped() throws Exception {
        Bundle broken = plugins.plugin("broken", "1.0.0", "sync");
        Plugins.publish(broken, Store.class, new BrokenFactory(), 10);
        Plugins.publish(plugins.plugin("good", "1.0.0", "sync"), Store.class, (Store) () -> "good", 0);
        PluginRoute<Store> route = route("sync");
        assertThat(route.call().name()).isEqualTo("good");
        assertThat(route.candidates()).extracting(CandidateStatus::id).containsExactly("good", "broken");
        assertThat(route.candidates().get(1).reason()).startsWith("its service could not be fetched");
    }

    @Test
    void anExceptionOfThePluginReachesTheCallerUnchanged() throws Exception {
        IOException checked = new IOException("as the test wants it");
        Plugins.publish(
                plugins.plugin("one", "1.0.0", "sync"),
                Store.class,
                (Store) () -> {
                    throw checked;
                },
                0);
        assertThatThrownBy(() -> route("sync").call().name()).isSameAs(checked);
    }

    @Test
    void theReasonsExplainTheOrder() throws Exception {
        Plugins.publish(plugins.plugin("one", "1.0.0", "sync"), Store.class, (Store) () -> "one", 7);
        Plugins.publish(plugins.plugin("two", "2.0.0", "sync"), Store.class, (Store) () -> "two", 3);
        Plugins.publish(plugins.plugin("three", "1.0.0", "sync"), Store.class, (Store) () -> "three", 3);
        List<CandidateStatus> candidates = route("sync").candidates();
        assertThat(candidates).extracting(CandidateStatus::chosen).containsExactly(true, false, false);
        assertThat(candidates)
                .extracting(CandidateStatus::reason)
                .containsExactly(
                        "it has a higher ranking (7 against 3) than the next one",
                        "it stands behind one 1.0.0, which has a higher ranking (7 against 3)",
                        "it stands behind one 1.0.0, which has a higher ranking (7 against 3)");
        assertThat(new Ranking(routing, null, List.of("sync")).now())
                .extracting(CandidateStatus::id)
                .containsExactly("one", "two", "three");
    }

    @Test
    void aStagedReleaseIsSkippedUntilItIsPublished() throws Exception {
        Bundle old = plugins.plugin("one", "1.0.0", "sync");
        Plugins.publish(old, Store.class, (Store) () -> "old", 0);
        PluginRoute<Store> route = route("sync");
        Bundle arriving = plugins.plugin("one", "1.1.0", "sync");
        staged.add(arriving.getBundleId());
        Plugins.publish(arriving, Store.class, (Store) () -> "new", 0);
        assertThat(route.call().name()).isEqualTo("old");
        assertThat(route.candidates().get(1).reason()).contains("no calls go to this release");
        staged.remove(arriving.getBundleId());
        staged.add(old.getBundleId());
        routing.releasesChanged();
        assertThat(route.call().name()).isEqualTo("new");
    }

    @Test
    void aRemovalWaitsForTheCallInFlightAndOtherCallsGoElsewhere() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        ServiceRegistration<?> leaving = Plugins.publish(
                plugins.plugin("one", "1.0.0", "sync"),
                Store.class,
                (Store) () -> {
                    entered.countDown();
                    return gate.await(60, TimeUnit.SECONDS) ? "held" : "late";
                },
                1);
        Plugins.publish(plugins.plugin("two", "1.0.0", "sync"), Store.class, (Store) () -> "two", 0);
        PluginRoute<Store> route = route("sync");
        CompletableFuture<String> call = inThread(() -> route.call().name());
        assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<String> removal = inThread(() -> {
            leaving.unregister();
            return "";
        });
        await().until(() -> route.call().name().equals("two"));
        assertThat(removal).isNotDone();
        gate.countDown();
        assertThat(call.get(60, TimeUnit.SECONDS)).isEqualTo("held");
        removal.get(60, TimeUnit.SECONDS);
    }

    @Test
    void aRemovalWaitsForTheStageThatACallReturned() throws Exception {
        CompletableFuture<String> stage = new CompletableFuture<>();
        ServiceRegistration<?> leaving =
                Plugins.publish(plugins.plugin("one", "1.0.0", "sync"), LaterStore.class, (LaterStore) () -> stage, 0);
        PluginRoute<LaterStore> route = routing.open(LaterStore.class, List.of("sync"), () -> {});
        assertThat(route.call().later()).isSameAs(stage);
        CompletableFuture<String> removal = inThread(() -> {
            leaving.unregister();
            return "";
        });
        await().until(() -> route.chosen().isEmpty());
        assertThat(removal).isNotDone();
        stage.complete("");
        removal.get(60, TimeUnit.SECONDS);
    }

    @Test
    void aRemovalDoesNotWaitLongerThanTheDrainTimeout() throws Exception {
        drainTimeout = Duration.ofMillis(20);
        ServiceRegistration<?> leaving = Plugins.publish(
                plugins.plugin("one", "1.0.0", "sync"), LaterStore.class, (LaterStore) CompletableFuture::new, 0);
        routing.open(LaterStore.class, List.of("sync"), () -> {}).call().later();
        leaving.unregister();
    }

    @Test
    void aCallThatRemovesItsOwnPluginDoesNotWaitForItself() throws Exception {
        Bundle plugin = plugins.plugin("one", "1.0.0", "sync");
        Plugins.publish(
                plugin,
                Store.class,
                (Store) () -> {
                    plugin.stop();
                    return "stopped";
                },
                0);
        PluginRoute<Store> route = route("sync");
        // It would be 30 seconds; the call is made elsewhere so that this shows as a failure.
        assertThat(inThread(() -> route.call().name()).get(60, TimeUnit.SECONDS))
                .isEqualTo("stopped");
        assertThat(plugin.getState()).isEqualTo(Bundle.RESOLVED);
    }

    @Test
    void aClosedRouteRefusesCallsAndFetchesNothing() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        Plugins.publish(plugins.plugin("one", "1.0.0", "sync"), Store.class, (Store) () -> "one", 0);
        PluginRoute<Store> route = routing.open(Store.class, List.of("sync"), closed::incrementAndGet);
        Store view = route.call();
        route.close();
        route.close();
        assertThat(closed).hasValue(1);
        assertThatThrownBy(view::name)
                .isInstanceOf(IllegalStateException.class)
                .isNotInstanceOf(NoPluginException.class)
                .hasMessageContaining("is closed");
        assertThat(plugins.context().getBundle().getServicesInUse()).isNull();
    }

    @Test
    void theProxyHasItsOwnEqualsHashCodeAndToString() {
        Store view = route("sync").call();
        assertThat(new HashSet<>(List.of(view)))
                .contains(view)
                .doesNotContain(route("sync").call());
        assertThat(view)
                .hasToString("PluginRoute[a plugin with the tags sync that publishes " + Store.class.getName() + "]");
    }

    @Test
    void anInvalidRouteIsRefused() {
        assertThatThrownBy(() -> routing.open(String.class, List.of(), () -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.String is no interface");
        assertThatThrownBy(() -> route("sync", " ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noCallIsLostNorMadeOnARemovedServiceWhileReleasesFollowEachOther() throws Exception {
        Bundle plugin = plugins.plugin("one", "1.0.0", "sync");
        PluginRoute<Store> route = route("sync");
        Release current = new Release();
        ServiceRegistration<?> registered = Plugins.publish(plugin, Store.class, current, 0);
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong calls = new AtomicLong();
        List<CompletableFuture<String>> callers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            callers.add(inThread(() -> {
                while (!over.get()) {
                    assertThat(route.call().name()).isEqualTo("runs");
                    calls.incrementAndGet();
                }
                return "";
            }));
        }
        for (int i = 1; i <= 300; i++) {
            Release next = new Release();
            ServiceRegistration<?> nextRegistered = Plugins.publish(plugin, Store.class, next, i);
            registered.unregister();
            current.gone = true;
            current = next;
            registered = nextRegistered;
        }
        await().until(() -> calls.get() > 1_000);
        over.set(true);
        for (CompletableFuture<String> caller : callers) {
            caller.get(60, TimeUnit.SECONDS);
        }
    }

    private PluginRoute<Store> route(String... tags) {
        return routing.open(Store.class, List.of(tags), () -> {});
    }

    private static CompletableFuture<String> inThread(ThrowingSupplier work) {
        CompletableFuture<String> done = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        done.complete(work.get());
                    } catch (Throwable e) {
                        done.completeExceptionally(e);
                    }
                })
                .start();
        return done;
    }

    interface ThrowingSupplier {
        String get() throws Exception;
    }

    /** What plugins of these tests do. */
    interface Store {
        String name() throws Exception;
    }

    /** What they do later. */
    interface LaterStore {
        CompletionStage<String> later();
    }

    /** A store that tells whether it is called when it is gone. */
    private static final class Release implements Store {

        private volatile boolean gone;

        @Override
        public String name() {
            Thread.onSpinWait();
            return gone ? "gone" : "runs";
        }
    }

    /** A component that does not start. */
    private static final class BrokenFactory implements ServiceFactory<Store> {

        @Override
        public Store getService(Bundle bundle, ServiceRegistration<Store> registration) {
            throw new IllegalStateException("as the test wants it");
        }

        @Override
        public void ungetService(Bundle bundle, ServiceRegistration<Store> registration, Store service) {}
    }
}
