package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.CallAttributes;
import io.hookline.api.CallScope;
import io.hookline.api.PointSpec;
import io.hookline.api.runtime.ReleaseId;
import io.hookline.engine.HookInfo;
import io.hookline.engine.internal.HookInfos;
import io.hookline.engine.release.CallSelector;
import io.hookline.engine.release.ChainPreview;
import io.hookline.engine.release.PlannedHook;
import io.hookline.engine.release.ReleaseChange;
import io.hookline.engine.release.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Releases that join and leave together, and calls that are split between routes. */
class ReleaseChangeTest extends LiveSetFixture {

    private static final String OTHER = "test.other";
    private static final ReleaseId OLD = HookInfos.release("p", 100);
    private static final ReleaseId NEW = HookInfos.release("p", 200);

    private Teller point;
    private Teller other;

    @BeforeEach
    void openPoints() {
        point = live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {})
                .call();
        other = live.open(PointSpec.of(OTHER, Teller.class), "host", closed -> {})
                .call();
    }

    /** A release with a hook at both points, which tell its version. */
    private void release(ReleaseId release, String version) {
        hook(release.instance() + 1, release, POINT, version);
        hook(release.instance() + 2, release, OTHER, version);
    }

    private void hook(long id, ReleaseId release, String at, String version) {
        HookInfo info = HookInfos.version(
                HookInfos.of(HookInfos.at(HookInfos.hook(id, "p", 0), at, Teller.class), release.instance()), version);
        add(info, heard -> heard.add(version));
    }

    private static ReleaseChange change(Set<ReleaseId> joining, Set<ReleaseId> leaving, Route... routes) {
        return new ReleaseChange(joining, leaving, List.of(routes));
    }

    private static Route canary(CallSelector selector) {
        return new Route("canary p", Set.of(NEW), Set.of(OLD), selector);
    }

    @Test
    void aStagedReleaseIsFetchedAndCheckedButNotCalled() {
        release(OLD, "1.0.0");
        live.stage(Set.of(NEW));
        long before = live.current().number();
        release(NEW, "2.0.0");
        assertThat(heard(point)).containsExactly("1.0.0");
        assertThat(live.current().number()).isEqualTo(before);
        assertThat(live.hooksOf(NEW)).hasSize(2).allMatch(hook -> hook.refusal() == null);
    }

    @Test
    void aStagedHookThatIsRefusedSaysWhy() {
        live.stage(Set.of(NEW));
        add(HookInfos.of(HookInfos.problem(info(1, "p"), "no good"), NEW.instance()), heard -> {});
        assertThat(live.hooksOf(NEW)).hasSize(1).allMatch(hook -> "no good".equals(hook.detail()));
    }

    @Test
    void aSwapOfSeveralHooksIsOneGeneration() {
        release(OLD, "1.0.0");
        live.stage(Set.of(NEW));
        release(NEW, "2.0.0");
        long before = live.current().number();
        assertThat(live.change(change(Set.of(NEW), Set.of(OLD)))).isEqualTo(before + 1);
        assertThat(heard(point)).containsExactly("2.0.0");
        assertThat(heard(other)).containsExactly("2.0.0");
        live.remove(OLD.instance() + 1);
        live.remove(OLD.instance() + 2);
        live.forget(Set.of(OLD));
        assertThat(live.current().number())
                .as("what had left the chains goes without a further generation")
                .isEqualTo(before + 1);
    }

    @Test
    void aSwapCanLeadToALowerVersion() {
        release(NEW, "2.0.0");
        live.stage(Set.of(OLD));
        release(OLD, "1.0.0");
        live.change(change(Set.of(OLD), Set.of(NEW)));
        assertThat(heard(point)).containsExactly("1.0.0");
    }

    @Test
    void aCallThatBeganBeforeTheSwapEndsOnTheOldReleaseAndIsWaitedFor() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<String> outcomes = new ArrayList<>();
        add(HookInfos.of(HookInfos.at(HookInfos.hook(1, "gate", 10), POINT, Teller.class), 1), heard -> {
            inside.countDown();
            await(goOn);
        });
        release(OLD, "1.0.0");
        live.stage(Set.of(NEW));
        release(NEW, "2.0.0");
        CompletableFuture<Void> call = CompletableFuture.runAsync(() -> point.tell(outcomes));
        assertThat(inside.await(60, TimeUnit.SECONDS)).isTrue();
        long generation = live.change(change(Set.of(NEW), Set.of(OLD)));
        assertThat(leases.drain(generation, Duration.ofMillis(20))).isEqualTo(1);
        goOn.countDown();
        call.get(60, TimeUnit.SECONDS);
        assertThat(leases.drain(generation, Duration.ofSeconds(60))).isZero();
        assertThat(outcomes).containsExactly("1.0.0");
    }

    @Test
    void theSelectorSplitsCallsAndAScopeKeepsItsRouteAtAllPoints() {
        release(OLD, "1.0.0");
        live.stage(Set.of(NEW));
        release(NEW, "2.0.0");
        AtomicInteger asked = new AtomicInteger();
        live.change(change(Set.of(), Set.of(), canary(call -> asked.incrementAndGet() % 2 == 0)));
        for (int i = 0; i < 10; i++) {
            try (CallScope scope = leases.enter()) {
                List<String> heard = new ArrayList<>();
                point.tell(heard);
                other.tell(heard);
                try (CallScope inner = leases.enter()) {
                    other.tell(heard);
                }
                assertThat(heard).hasSize(3);
                assertThat(Set.copyOf(heard)).containsExactly(i % 2 == 0 ? "1.0.0" : "2.0.0");
            }
        }
        assertThat(asked).hasValue(10);
    }

    @Test
    void aNestedCallTakesTheRouteOfTheOuterCall() {
        release(OLD, "1.0.0");
        List<String> nested = new ArrayList<>();
        add(HookInfos.of(HookInfos.at(HookInfos.hook(1, "outer", 0), "test.outer", Teller.class), 1), heard -> {
            point.tell(nested);
            other.tell(nested);
        });
        Teller outer = live.open(PointSpec.of("test.outer", Teller.class), "host", closed -> {})
                .call();
        live.stage(Set.of(NEW));
        release(NEW, "2.0.0");
        AtomicInteger asked = new AtomicInteger();
        live.change(change(Set.of(), Set.of(), canary(call -> asked.incrementAndGet() % 2 == 0)));
        for (int i = 0; i < 6; i++) {
            nested.clear();
            outer.tell(new ArrayList<>());
            assertThat(nested).hasSize(2);
            assertThat(Set.copyOf(nested)).containsExactly(i % 2 == 0 ? "1.0.0" : "2.0.0");
        }
    }

    @Test
    void theSelectorSeesTheAttributesOfTheNearestScopeThatHasSome() {
        release(OLD, "1.0.0");
        live.stage(Set.of(NEW));
        release(NEW, "2.0.0");
        live.change(change(Set.of(), Set.of(), canary(call -> "beta".equals(call.get("tier")))));
        CallAttributes beta = name -> name.equals("tier") ? "beta" : null;
        try (CallScope scope = leases.enter(beta);
                CallScope inner = leases.enter()) {
            assertThat(heard(point)).containsExactly("2.0.0");
        }
        try (CallScope scope = leases.enter()) {
            assertThat(heard(point)).containsExactly("1.0.0");
        }
        assertThat(heard(point)).containsExactly("1.0.0");
    }

    @Test
    void aSelectorThatThrowsTakesNoCall() {
        release(OLD, "1.0.0");
        live.stage(Set.of(NEW));
        release(NEW, "2.0.0");
        live.change(change(Set.of(), Set.of(), canary(call -> {
            throw new IllegalStateException("broken");
        })));
        assertThat(heard(point)).containsExactly("1.0.0");
    }

    @Test
    void aScopeThatBeganBeforeTheCanaryStaysOnTheStableRelease() {
        release(OLD, "1.0.0");
        live.stage(Set.of(NEW));
        release(NEW, "2.0.0");
        try (CallScope scope = leases.enter()) {
            assertThat(heard(point)).containsExactly("1.0.0");
            live.change(change(Set.of(), Set.of(), canary(call -> true)));
            assertThat(heard(other)).containsExactly("1.0.0");
        }
        assertThat(heard(other)).containsExactly("2.0.0");
    }

    @Test
    void promotingACanaryIsOneGenerationAndKeepsTheMetricsOfTheCandidate() {
        release(OLD, "1.0.0");
        live.stage(Set.of(NEW));
        release(NEW, "2.0.0");
        live.change(change(Set.of(), Set.of(), canary(call -> true)));
        heard(point);
        long before = live.current().number();
        live.change(change(Set.of(NEW), Set.of(OLD)));
        assertThat(live.current().number()).isEqualTo(before + 1);
        heard(point);
        assertThat(live.hooksOf(NEW)).extracting(hook -> hook.calls()).containsExactly(2L, 0L);
        assertThat(live.hooksOf(OLD)).extracting(hook -> hook.calls()).containsExactly(0L, 0L);
    }

    @Test
    void endingACanaryDoesNotAffectTheStableRelease() {
        release(OLD, "1.0.0");
        live.stage(Set.of(NEW));
        release(NEW, "2.0.0");
        live.change(change(Set.of(), Set.of(), canary(call -> true)));
        assertThat(heard(point)).containsExactly("2.0.0");
        live.change(change(Set.of(), Set.of()));
        assertThat(heard(point)).containsExactly("1.0.0");
        assertThat(live.snapshot().routed()).isEmpty();
    }

    @Test
    void theStableReleaseTakesThePlaceOfACandidateThatGoesAway() {
        release(OLD, "1.0.0");
        live.stage(Set.of(NEW));
        release(NEW, "2.0.0");
        live.change(change(Set.of(), Set.of(), canary(call -> true)));
        assertThat(heard(point)).containsExactly("2.0.0");
        live.remove(NEW.instance() + 1);
        assertThat(heard(point)).containsExactly("1.0.0");
        assertThat(heard(other)).containsExactly("2.0.0");
        live.remove(NEW.instance() + 2);
        assertThat(heard(other)).containsExactly("1.0.0");
    }

    @Test
    void aHookThatJoinsDuringACanaryIsOnBothRoutes() {
        release(OLD, "1.0.0");
        live.stage(Set.of(NEW));
        release(NEW, "2.0.0");
        AtomicInteger asked = new AtomicInteger();
        live.change(change(Set.of(), Set.of(), canary(call -> asked.incrementAndGet() % 2 == 0)));
        add(HookInfos.of(info(1, "late"), 1), heard -> heard.add("late"));
        assertThat(heard(point)).containsExactlyInAnyOrder("1.0.0", "late");
        assertThat(heard(point)).containsExactlyInAnyOrder("2.0.0", "late");
    }

    @Test
    void twoCanariesShareTheCallsThatTheFirstDoesNotTake() {
        release(OLD, "1.0.0");
        live.stage(Set.of(NEW, HookInfos.release("q", 300), HookInfos.release("q", 400)));
        release(NEW, "2.0.0");
        hookOf("q", 1, 300, "1.0.0");
        hookOf("q", 2, 400, "2.0.0");
        live.change(change(
                Set.of(HookInfos.release("q", 300)),
                Set.of(),
                new Route("canary p", Set.of(NEW), Set.of(OLD), call -> "p".equals(call.get("x"))),
                new Route(
                        "canary q",
                        Set.of(HookInfos.release("q", 400)),
                        Set.of(HookInfos.release("q", 300)),
                        call -> "q".equals(call.get("x")))));
        assertThat(heardBy("p")).containsExactlyInAnyOrder("2.0.0", "q 1.0.0");
        assertThat(heardBy("q")).containsExactlyInAnyOrder("1.0.0", "q 2.0.0");
        assertThat(heardBy("-")).containsExactlyInAnyOrder("1.0.0", "q 1.0.0");
        assertThat(live.snapshot().routed().get(POINT)).containsOnlyKeys("canary p", "canary q");
    }

    private void hookOf(String plugin, long service, long bundle, String version) {
        HookInfo info = HookInfos.version(HookInfos.of(info(service, plugin), bundle), version);
        add(info, heard -> heard.add(plugin + " " + version));
    }

    private List<String> heardBy(String x) {
        try (CallScope scope = leases.enter(name -> x)) {
            return heard(point);
        }
    }

    @Test
    void aPreviewShowsTheChangedChainsAndChangesNothing() {
        release(OLD, "1.0.0");
        add(HookInfos.of(HookInfos.at(HookInfos.hook(1, "a", 10), POINT, Teller.class), 1), heard -> {});
        long before = live.current().number();
        List<ChainPreview> previews = live.preview(
                List.of(
                        new PlannedHook(POINT, "p.hook", "p", "2.0.0", 20, List.of(), List.of()),
                        new PlannedHook("test.closed", "p.late", "p", "2.0.0", 0, List.of(), List.of())),
                Set.of(OLD));
        assertThat(previews).extracting(ChainPreview::point).containsExactly("test.closed", OTHER, POINT);
        assertThat(previews.get(0).open()).isFalse();
        assertThat(previews.get(1).before()).containsExactly("p.hook@1.0.0");
        assertThat(previews.get(1).after()).isEmpty();
        assertThat(previews.get(2).before()).containsExactly("a.hook@1.0.0", "p.hook@1.0.0");
        assertThat(previews.get(2).after()).containsExactly("p.hook@2.0.0", "a.hook@1.0.0");
        assertThat(live.current().number()).isEqualTo(before);
        assertThat(heard(point)).containsExactly("1.0.0");
    }

    @Test
    void aPreviewRefusesAHookOfTheWrongContract() {
        List<ChainPreview> previews = live.preview(
                List.of(
                        planned("wrong", "java.lang.Runnable"),
                        planned("right", Teller.class.getName()),
                        planned("unknown")),
                Set.of());
        assertThat(previews.get(0).after()).containsExactly("q/right@2.0.0", "q/unknown@2.0.0");
        assertThat(previews.get(0).mismatched()).singleElement().satisfies(text -> assertThat(text)
                .startsWith("q/wrong@2.0.0: hook point " + POINT + " expects a service of type ")
                .contains("this one is registered as java.lang.Runnable"));
    }

    @Test
    void aPreviewNamesTheOpenPointThatMayBeMeant() {
        List<ChainPreview> previews = live.preview(
                List.of(
                        new PlannedHook("test.pont", "p.hook", "p", "2.0.0", 0, List.of(), List.of()),
                        new PlannedHook("far.away", "p.late", "p", "2.0.0", 0, List.of(), List.of())),
                Set.of());
        assertThat(previews).extracting(ChainPreview::nearest).containsExactly(null, POINT);
    }

    private static PlannedHook planned(String name, String... types) {
        return new PlannedHook(POINT, name, "q", "2.0.0", 0, List.of(), List.of(), List.of(types));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
