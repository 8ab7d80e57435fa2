package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.HookFailedException;
import io.hookline.api.HookPoint;
import io.hookline.api.PointSpec;
import io.hookline.api.RequiredHookMissingException;
import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import io.hookline.api.hook.HookContext;
import io.hookline.api.hook.Next;
import io.hookline.engine.HookInfo;
import io.hookline.engine.internal.HookInfos;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AsyncCallTest extends LiveSetFixture {

    private static final String ASYNC = "async.point";

    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private long nextId = 1;

    // ---- in series -------------------------------------------------------------------------------------------------

    @Test
    void inSeriesEachHookBeginsWhenTheOneBeforeHasCompleted() throws Exception {
        Later a = add(new Later("a"));
        Later b = add(new Later("b"));
        CompletionStage<Void> call = open().tell("x");
        assertThat(log).containsExactly("a:x");
        a.complete(null);
        assertThat(log).containsExactly("a:x", "b:x");
        assertThat(done(call)).isFalse();
        b.complete(null);
        assertThat(get(call)).isNull();
    }

    @Test
    void firstResultStopsAtTheFirstValue() throws Exception {
        Later a = add(new Later("a"));
        Later b = add(new Later("b"));
        add(new Later("c"));
        CompletionStage<String> call = open().ask("x");
        a.complete(null);
        b.complete("yes");
        assertThat(get(call)).isEqualTo("yes");
        assertThat(log).containsExactly("a:x", "b:x");
    }

    @Test
    void waterfallHandsEachValueOnAndNullLeavesIt() throws Exception {
        Later a = add(new Later("a"));
        Later b = add(new Later("b"));
        Later c = add(new Later("c"));
        CompletionStage<String> call = open().change("x");
        a.complete("xa");
        b.complete(null);
        assertThat(log).containsExactly("a:x", "b:xa", "c:xa");
        c.complete("xac");
        assertThat(get(call)).isEqualTo("xac");
    }

    @Test
    void concatJoinsTheListsInOrder() throws Exception {
        Later a = add(new Later("a"));
        Later b = add(new Later("b"));
        CompletionStage<List<String>> call = open().collect("x");
        a.completeList(List.of("1"));
        b.completeList(List.of("2", "3"));
        assertThat(get(call)).containsExactly("1", "2", "3");
    }

    @Test
    void stagesThatDoNotRevealTheirStateAreWaitedFor() throws Exception {
        for (int i = 0; i < 2; i++) {
            add(new Async() {
                @Override
                public CompletionStage<String> change(String value) {
                    return CompletableFuture.completedStage(value + "!");
                }

                @Override
                public CompletionStage<List<String>> collectAll(String what) {
                    return CompletableFuture.completedStage(List.of(what));
                }
            });
        }
        Async point = open();
        assertThat(get(point.change("x"))).isEqualTo("x!!");
        assertThat(get(point.collectAll("x"))).containsExactly("x", "x");
    }

    @Test
    void anEmptyChainCompletesAtOnce() throws Exception {
        Async point = open();
        assertThat(get(point.tell("x"))).isNull();
        assertThat(get(point.ask("x"))).isNull();
        assertThat(get(point.change("x"))).isEqualTo("x");
        assertThat(get(point.collect("x"))).isEmpty();
        assertThat(get(point.collectAll("x"))).isEmpty();
        assertThat(get(point.wrap("x", passed -> CompletableFuture.completedFuture("<" + passed + ">"))))
                .isEqualTo("<x>");
        assertThat(generations.leases()).isZero();
    }

    // ---- in parallel -----------------------------------------------------------------------------------------------

    @Test
    void inParallelAllBeginAtOnceAndAreTakenInOrder() throws Exception {
        Later a = add(new Later("a"));
        Later b = add(new Later("b"));
        CompletionStage<List<String>> call = open().collectAll("x");
        assertThat(log).containsExactly("a:x", "b:x");
        b.completeList(List.of("2"));
        assertThat(done(call)).isFalse();
        a.completeList(List.of("1"));
        assertThat(get(call)).containsExactly("1", "2");
    }

    @Test
    void inParallelTheFirstResultIsTheFirstInTheChainsOrder() throws Exception {
        Later a = add(new Later("a"));
        Later b = add(new Later("b"));
        Later c = add(new Later("c"));
        CompletionStage<String> call = open().askAll("x");
        c.complete("late");
        b.complete("early");
        assertThat(done(call)).isFalse();
        a.complete(null);
        assertThat(get(call)).isEqualTo("early");
        assertThat(generations.leases()).isZero();
    }

    // ---- around ----------------------------------------------------------------------------------------------------

    @Test
    void aroundMayProceedLaterAndOnAnotherThread() throws Exception {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        add(new Async() {
            @Override
            public CompletionStage<String> wrap(String value, Next<String, CompletionStage<String>> next) {
                return gate.thenComposeAsync(open -> proceed(next, value + "a")).thenApply(inner -> "a(" + inner + ")");
            }
        });
        add(new Async() {
            @Override
            public CompletionStage<String> wrap(String value, Next<String, CompletionStage<String>> next) {
                log.add("generation " + leases.held().number());
                return proceed(next, value + "b").thenApply(inner -> "b(" + inner + ")");
            }
        });
        Async point = open();
        long generation = live.current().number();
        CompletionStage<String> call = point.wrap("x", CompletableFuture::completedFuture);
        add(new Later("newcomer"));
        assertThat(live.current().number()).isGreaterThan(generation);
        gate.complete(null);
        assertThat(get(call)).isEqualTo("a(b(xab))");
        assertThat(log).containsExactly("generation " + generation);
        assertThat(generations.leases()).isZero();
    }

    // ---- failures --------------------------------------------------------------------------------------------------

    @Test
    void abortFailsTheStageWithTheHooksException() {
        Later a = add(new Later("a"));
        add(new Later("b"));
        CompletionStage<Void> call = open().tell("x");
        a.fail(new CompletionException(new IllegalStateException("bad")));
        assertThatThrownBy(() -> get(call))
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("bad");
        assertThat(log).containsExactly("a:x");
        CompletionStage<Void> checked = open().tell("y");
        a.fail(new IOException("io"));
        assertThatThrownBy(() -> get(checked))
                .cause()
                .isInstanceOf(HookFailedException.class)
                .hasMessageContaining("p1");
        assertThat(generations.leases()).isZero();
    }

    @Test
    void aThrownExceptionAndANullStageAreFailures() throws Exception {
        add(new Async() {
            @Override
            public CompletionStage<Void> tell(String what) {
                throw new IllegalArgumentException("at once");
            }

            @Override
            @SuppressWarnings("NullAway")
            public CompletionStage<@Nullable String> ask(String what) {
                return null;
            }
        });
        Async point = open();
        assertThatThrownBy(() -> get(point.tell("x"))).cause().isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> get(point.ask("x"))).cause().hasMessageContaining("null instead of a stage");
    }

    @Test
    void skipContinuesAndTheFallbackAnswersInsteadOfTheChain() throws Exception {
        Later a = add(new Later("a"));
        Later b = add(new Later("b"));
        Async skipping = open(PointSpec.of(ASYNC, Async.class).withErrorPolicy(ErrorPolicy.SKIP));
        CompletionStage<List<String>> parallel = skipping.collectAll("x");
        b.completeList(List.of("2"));
        a.fail(new IllegalStateException("bad"));
        assertThat(get(parallel)).containsExactly("2");
        CompletionStage<String> series = skipping.change("y");
        a.fail(new IllegalStateException("bad"));
        b.complete("yb");
        assertThat(get(series)).isEqualTo("yb");
    }

    @Test
    void theFallbackAnswersInSeriesAndInParallel() throws Exception {
        Later a = add(new Later("a"));
        add(new Later("b"));
        Async planB = new Async() {
            @Override
            public CompletionStage<String> change(String value) {
                return CompletableFuture.completedFuture("plan b for " + value);
            }

            @Override
            public CompletionStage<@Nullable String> askAll(String what) {
                return CompletableFuture.completedFuture("plan b");
            }
        };
        Async point = open(PointSpec.of(ASYNC, Async.class).withFallback(planB));
        CompletionStage<String> series = point.change("x");
        a.fail(new IllegalStateException("bad"));
        assertThat(get(series)).isEqualTo("plan b for x");
        CompletionStage<String> parallel = point.askAll("x");
        a.fail(new IllegalStateException("bad"));
        live.snapshot().chains().get(ASYNC).hooks().forEach(hook -> ((Later) hook.service()).complete(null));
        assertThat(get(parallel)).isEqualTo("plan b");
        assertThat(generations.leases()).isZero();
    }

    // ---- deadline, cancellation, leases ----------------------------------------------------------------------------

    @Test
    void theDeadlineEndsTheCallersStageButNotTheLease() {
        Later a = add(new Later("a"));
        add(new Later("b"));
        Async point = open();
        CompletionStage<Void> call = runUntilBegun(point, Duration.ofMillis(20));
        assertThatThrownBy(() -> get(call))
                .cause()
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("deadline");
        assertThat(generations.leases()).isEqualTo(1);
        a.complete(null);
        assertThat(log).as("no hook begins after the deadline").containsExactly("a:run");
        assertThat(generations.leases()).isZero();
        var hooks = live.snapshot().chains().get(ASYNC).hooks();
        assertThat(hooks.get(0).record().calls()).isEqualTo(1);
        assertThat(hooks.get(1).record().calls()).isZero();
    }

    /** Makes a call whose deadline passes while a hook is under way, however slow the machine is. */
    private CompletionStage<Void> runUntilBegun(Async point, Duration timeout) {
        CompletionStage<Void> call =
                point.run(HookContext.builder().timeout(timeout).build());
        return log.isEmpty() ? runUntilBegun(point, timeout.multipliedBy(2)) : call;
    }

    @Test
    void noFurtherHookBeginsAfterACancellation() {
        Later a = add(new Later("a"));
        add(new Later("b"));
        HookContext context = HookContext.create();
        CompletionStage<Void> byContext = open().run(context);
        context.cancel("enough");
        assertThatThrownBy(() -> get(byContext)).isInstanceOf(CancellationException.class);
        a.complete(null);
        CompletionStage<Void> byCaller = open().run(HookContext.create());
        assertThat(byCaller.toCompletableFuture().cancel(true)).isTrue();
        a.complete(null);
        assertThat(log).containsExactly("a:run", "a:run");
        assertThat(generations.leases()).isZero();
    }

    @Test
    void aRemovalWaitsForTheStage() throws Exception {
        Later a = add(new Later("a"));
        CompletionStage<Void> call = open().tell("x");
        CompletableFuture<Void> removal = CompletableFuture.runAsync(() -> live.remove(1));
        assertThatThrownBy(() -> removal.get(100, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(live.snapshot().chains().get(ASYNC).hooks()).isEmpty();
        a.complete(null);
        removal.get(60, TimeUnit.SECONDS);
        assertThat(get(call)).isNull();
        assertThat(drains.metrics().timedOut()).isZero();
    }

    @Test
    void aCallKeepsTheChainItBeganWith() throws Exception {
        Later a = add(new Later("a"));
        Later b = add(new Later("b"));
        CompletionStage<Void> call = open().tell("x");
        CompletableFuture<Void> removal = CompletableFuture.runAsync(() -> live.remove(2));
        org.awaitility.Awaitility.await()
                .until(() -> live.snapshot().chains().get(ASYNC).hooks().size() == 1);
        a.complete(null);
        assertThat(log).containsExactly("a:x", "b:x");
        b.complete(null);
        assertThat(get(call)).isNull();
        removal.get(60, TimeUnit.SECONDS);
    }

    @Test
    void aCallThatRemovesItsOwnHookDoesNotWaitForItself() throws Exception {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        add(new Async() {
            @Override
            public CompletionStage<Void> tell(String what) {
                live.remove(1);
                return gate;
            }
        });
        add(new Async() {
            @Override
            public CompletionStage<Void> tell(String what) {
                live.remove(2);
                return CompletableFuture.completedFuture(null);
            }
        });
        CompletionStage<Void> call = open().tell("x");
        CompletableFuture<Boolean> completing = CompletableFuture.supplyAsync(() -> gate.complete(null));
        assertThat(completing.get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(get(call)).isNull();
        assertThat(drains.metrics().timedOut()).isZero();
    }

    @Test
    void aRemovalWaitsForAnInnerHookEvenIfTheOuterOneDidNot() throws Exception {
        add(new Async() {
            @Override
            public CompletionStage<String> wrap(String value, Next<String, CompletionStage<String>> next)
                    throws Exception {
                next.proceed(value);
                return CompletableFuture.completedFuture("early");
            }
        });
        CompletableFuture<String> inner = new CompletableFuture<>();
        add(new Async() {
            @Override
            public CompletionStage<String> wrap(String value, Next<String, CompletionStage<String>> next) {
                return inner;
            }
        });
        CompletionStage<String> call = open().wrap("x", CompletableFuture::completedFuture);
        assertThat(get(call)).isEqualTo("early");
        assertThat(generations.leases()).isEqualTo(1);
        CompletableFuture<Void> removal = CompletableFuture.runAsync(() -> live.remove(2));
        assertThatThrownBy(() -> removal.get(100, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        inner.complete("late");
        removal.get(60, TimeUnit.SECONDS);
        assertThat(generations.leases()).isZero();
    }

    @Test
    void aScopeThatAnAsynchronousHookLeavesOpenIsClosed() throws Exception {
        add(new Async() {
            @Override
            public CompletionStage<Void> tell(String what) {
                leases.enter();
                return CompletableFuture.completedFuture(null);
            }
        });
        assertThat(get(open().tell("x"))).isNull();
        assertThat(leases.held()).isNull();
        assertThat(generations.leases()).isZero();
    }

    @Test
    void aCallPastItsDeadlineBeginsNoHook() {
        add(new Later("a"));
        HookContext late = HookContext.builder().timeout(Duration.ZERO).build();
        assertThatThrownBy(() -> get(open().run(late))).cause().isInstanceOf(TimeoutException.class);
        assertThat(log).isEmpty();
        assertThat(generations.leases()).isZero();
    }

    @Test
    void aMissingRequiredHookFailsTheCallItself() {
        Async point = open(
                PointSpec.of(ASYNC, Async.class).withRequired(List.of("absent")).withRequiredWait(Duration.ZERO));
        assertThatThrownBy(() -> point.tell("x")).isInstanceOf(RequiredHookMissingException.class);
        assertThat(generations.leases()).isZero();
    }

    @Test
    void callsAreCountedAndShownInFlight() throws Exception {
        Later a = add(new Later("a"));
        Later b = add(new Later("b"));
        Async point = open();
        CompletionStage<String> call = point.ask("x");
        var hooks = live.snapshot().chains().get(ASYNC).hooks();
        assertThat(hooks.get(0).record().inFlight()).isEqualTo(1);
        a.complete("yes");
        assertThat(get(call)).isEqualTo("yes");
        CompletionStage<String> second = point.ask("y");
        a.complete(null);
        b.complete(null);
        assertThat(get(second)).isNull();
        assertThat(hooks.get(0).record().calls()).isEqualTo(2);
        assertThat(hooks.get(1).record().calls()).isEqualTo(1);
        assertThat(hooks.get(0).record().inFlight()).isZero();
    }

    @Test
    void failuresBehindTheHookThatDecidesAParallelCallAreCounted() throws Exception {
        Later a = add(new Later("a"));
        Later b = add(new Later("b"));
        CompletionStage<String> call = open().askAll("x");
        a.complete("yes");
        assertThat(get(call)).isEqualTo("yes");
        b.fail(new IOException("too late"));
        var hooks = live.snapshot().chains().get(ASYNC).hooks();
        assertThat(hooks.get(1).record().failures()).isEqualTo(1);
        assertThat(hooks.get(1).record().calls()).isEqualTo(1);
    }

    // ---- fixtures ------------------------------------------------------------------------------------------------

    private Async open() {
        return open(PointSpec.of(ASYNC, Async.class));
    }

    private Async open(PointSpec<Async> spec) {
        HookPoint<Async> point = live.open(spec, "host", closed -> {});
        return point.call();
    }

    private <H extends Async> H add(H hook) {
        HookInfo info = HookInfos.at(HookInfos.hook(nextId, "p" + nextId, 0), ASYNC, Async.class);
        nextId++;
        live.add(new FakeSource(info, hook));
        return hook;
    }

    private static boolean done(CompletionStage<?> stage) {
        return stage.toCompletableFuture().isDone();
    }

    private static <T> T get(CompletionStage<T> stage)
            throws InterruptedException, ExecutionException, TimeoutException {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static <T> CompletionStage<T> proceed(Next<String, CompletionStage<T>> next, String value) {
        try {
            return next.proceed(value);
        } catch (Exception e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** A contract with an asynchronous method of each kind. */
    public interface Async {

        @Compose(Composition.NOTIFY)
        default CompletionStage<Void> tell(String what) {
            return CompletableFuture.completedFuture(null);
        }

        @Compose(Composition.NOTIFY)
        default CompletionStage<Void> run(HookContext context) {
            return CompletableFuture.completedFuture(null);
        }

        @Compose(Composition.FIRST_RESULT)
        default CompletionStage<@Nullable String> ask(String what) {
            return CompletableFuture.completedFuture(null);
        }

        @Compose(value = Composition.FIRST_RESULT, parallel = true)
        default CompletionStage<@Nullable String> askAll(String what) {
            return CompletableFuture.completedFuture(null);
        }

        @Compose(Composition.WATERFALL)
        default CompletionStage<String> change(String value) {
            return CompletableFuture.completedFuture(value);
        }

        @Compose(Composition.CONCAT)
        default CompletionStage<List<String>> collect(String what) {
            return CompletableFuture.completedFuture(List.of());
        }

        @Compose(value = Composition.CONCAT, parallel = true)
        default CompletionStage<List<String>> collectAll(String what) {
            return CompletableFuture.completedFuture(List.of());
        }

        @Compose(Composition.AROUND)
        default CompletionStage<String> wrap(String value, Next<String, CompletionStage<String>> next)
                throws Exception {
            return next.proceed(value);
        }
    }

    /** A hook whose stages the test completes. */
    private final class Later implements Async {

        private final String name;
        private CompletableFuture<@Nullable Object> stage = new CompletableFuture<>();

        Later(String name) {
            this.name = name;
        }

        void complete(@Nullable String value) {
            stage.complete(value);
        }

        void completeList(List<String> values) {
            stage.complete(values);
        }

        void fail(Throwable failure) {
            stage.completeExceptionally(failure);
        }

        @SuppressWarnings("unchecked")
        private <T> CompletionStage<T> begin(String what) {
            log.add(name + ":" + what);
            stage = new CompletableFuture<>();
            return (CompletionStage<T>) stage;
        }

        @Override
        public CompletionStage<Void> tell(String what) {
            return begin(what);
        }

        @Override
        public CompletionStage<Void> run(HookContext context) {
            return begin("run");
        }

        @Override
        public CompletionStage<@Nullable String> ask(String what) {
            return begin(what);
        }

        @Override
        public CompletionStage<@Nullable String> askAll(String what) {
            return begin(what);
        }

        @Override
        public CompletionStage<String> change(String value) {
            return begin(value);
        }

        @Override
        public CompletionStage<List<String>> collect(String what) {
            return begin(what);
        }

        @Override
        public CompletionStage<List<String>> collectAll(String what) {
            return begin(what);
        }
    }
}
