package io.hookline.engine.internal.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.HookFailedException;
import io.hookline.api.PointSpec;
import io.hookline.api.RequiredHookMissingException;
import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import io.hookline.api.hook.Hook;
import io.hookline.api.hook.HookContext;
import io.hookline.api.hook.Next;
import io.hookline.engine.contract.Contract;
import io.hookline.engine.internal.HookInfos;
import io.hookline.engine.internal.generation.Barrier;
import io.hookline.engine.internal.generation.ChainLookup;
import io.hookline.engine.internal.generation.Generation;
import io.hookline.engine.internal.generation.Generations;
import io.hookline.engine.internal.generation.Leases;
import io.hookline.engine.internal.order.HookOrder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every form of a chain has to do: the compositions, and what failures do to them. */
abstract class DispatchContractTest {

    private final List<String> log = new ArrayList<>();

    private final Leases leases = new Leases(new Generations(Barrier.forThisJvm()));

    /** The chain as one object of its contract. */
    abstract <T> T called(Contract<T> contract, Leases leases, ChainMaker chain);

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    // ---- results -------------------------------------------------------------------------------------------------

    @Test
    void notifyCallsAllInOrder() throws Exception {
        chain(new Logging("a"), new Logging("b")).tell("x");
        assertThat(log).containsExactly("a:x", "b:x");
    }

    @Test
    void reverseNotifyCallsLastFirst() throws Exception {
        chain(new Logging("a"), new Logging("b")).untell("x");
        assertThat(log).containsExactly("b:x", "a:x");
    }

    @Test
    void firstResultStopsAtTheFirstNonNull() throws Exception {
        Probe chain = chain(new Logging("a"), new Answering("b", "yes"), new Answering("c", "no"));
        assertThat(chain.ask("x")).isEqualTo("yes");
        assertThat(log).containsExactly("a:x", "b:x");
    }

    @Test
    void firstResultWithoutAnyResultIsNull() throws Exception {
        assertThat(chain(new Logging("a")).ask("x")).isNull();
        assertThat(chain().ask("x")).isNull();
    }

    @Test
    void waterfallHandsEachResultToTheNextAndNullLeavesTheValue() throws Exception {
        Probe silent = new Logging("c");
        assertThat(chain(new Adding("1"), silent, new Adding("2")).change("x", 7))
                .isEqualTo("x12");
        assertThat(chain().change("x", 7)).isEqualTo("x");
    }

    @Test
    void waterfallOfPrimitives() throws Exception {
        assertThat(chain(new Adding("1"), new Adding("2")).count(40)).isEqualTo(42);
        assertThat(chain().count(40)).isEqualTo(40);
    }

    @Test
    void concatJoinsInOrderAndNullAddsNothing() throws Exception {
        List<String> all =
                chain(new Adding("1"), new Logging("c"), new Adding("2")).collect("x");
        assertThat(all).containsExactly("x1", "x2");
        assertThatThrownBy(() -> all.add("more")).isInstanceOf(UnsupportedOperationException.class);
        assertThat(chain().collect("x")).isEmpty();
    }

    @Test
    void aroundNestsAndMayReplaceArgumentAndResult() throws Exception {
        Probe chain = chain(new Wrapping("a"), new Wrapping("b"));
        assertThat(chain.wrap("x", passed -> "<" + passed + ">")).isEqualTo("a(b(<xab>))");
        assertThat(chain().wrap("x", passed -> "<" + passed + ">")).isEqualTo("<x>");
    }

    @Test
    void aroundMayAnswerWithoutProceeding() throws Exception {
        assertThat(chain(new Refusing(), new Wrapping("b")).wrap("x", passed -> "never"))
                .isEqualTo("refused");
        assertThat(log).isEmpty();
    }

    @Test
    void aroundMayRetry() throws Exception {
        List<String> tries = new ArrayList<>();
        assertThat(chain(new Retrying(), new Wrapping("b")).wrap("x", passed -> {
                    tries.add(passed);
                    if (tries.size() == 1) {
                        throw new IOException("first");
                    }
                    return "done";
                }))
                .isEqualTo("b(done)");
        assertThat(tries).hasSize(2);
    }

    @Test
    void proceedFailsAfterItsHookHasReturned() throws Exception {
        Escaping hook = new Escaping();
        chain(hook).wrap("x", passed -> passed);
        Next<String, String> escaped = hook.escaped;
        assertThat(escaped).isNotNull();
        assertThatThrownBy(() -> escaped.proceed("late"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("returned");
    }

    @Test
    void proceedFailsOnAnotherThread() {
        Probe threading = new Probe() {
            @Override
            public String wrap(String value, Next<String, String> next) throws Exception {
                return CompletableFuture.supplyAsync(() -> {
                            try {
                                return next.proceed(value);
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        })
                        .get();
            }
        };
        assertThatThrownBy(() -> chain(threading).wrap("x", passed -> passed))
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasStackTraceContaining("another thread");
    }

    // ---- failures ------------------------------------------------------------------------------------------------

    @Test
    void abortEndsEveryCompositionAtTheFirstFailure() {
        for (Use use : Use.values()) {
            log.clear();
            Probe chain = chain(new Throwing(new IllegalStateException("bad")), new Logging("b"));
            assertThatThrownBy(() -> use.on(chain))
                    .as(use.name())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("bad");
            assertThat(log).as(use.name()).isEmpty();
        }
    }

    @Test
    void abortKeepsDeclaredExceptionsAndWrapsOthers() {
        assertThatThrownBy(() -> chain(new Throwing(new IOException("io"))).tell("x"))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() ->
                        chain(new Throwing(new ClassNotFoundException("odd"))).tell("x"))
                .isInstanceOf(HookFailedException.class)
                .hasMessageContaining("p1.hook@1.0.0")
                .hasCauseInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void linkageErrorsAndStackOverflowsAreFailuresOfTheHook() {
        for (Error error : List.of(new NoClassDefFoundError("gone/Type"), new StackOverflowError())) {
            assertThatThrownBy(() -> chain(new Throwing(error)).tell("x"))
                    .isInstanceOf(HookFailedException.class)
                    .hasCause(error);
        }
    }

    @Test
    void otherErrorsGoStraightToTheCaller() {
        for (ErrorPolicy policy : List.of(ErrorPolicy.ABORT, ErrorPolicy.SKIP)) {
            PointSpec<Probe> spec = PointSpec.of("test.point", Probe.class).withErrorPolicy(policy);
            assertThatThrownBy(() -> chain(spec, new Throwing(new OutOfMemoryError("test")))
                            .tell("x"))
                    .isInstanceOf(OutOfMemoryError.class);
        }
    }

    @Test
    void skipGoesOnAsIfTheHookWereNotThere() throws Exception {
        PointSpec<Probe> spec = PointSpec.of("test.point", Probe.class).withErrorPolicy(ErrorPolicy.SKIP);
        Probe bad = new Throwing(new NoClassDefFoundError("gone/Type"));
        chain(spec, bad, new Logging("b")).tell("x");
        assertThat(log).containsExactly("b:x");
        assertThat(chain(spec, bad, new Answering("b", "yes")).ask("x")).isEqualTo("yes");
        assertThat(chain(spec, new Adding("1"), bad, new Adding("2")).change("x", 0))
                .isEqualTo("x12");
        assertThat(chain(spec, new Adding("1"), bad).collect("x")).containsExactly("x1");
        assertThat(chain(spec, bad, new Wrapping("b")).wrap("x", passed -> passed))
                .isEqualTo("b(xb)");
    }

    @Test
    void skipNeverRunsTheActionTwice() throws Exception {
        PointSpec<Probe> spec = PointSpec.of("test.point", Probe.class).withErrorPolicy(ErrorPolicy.SKIP);
        List<String> runs = new ArrayList<>();
        String result = chain(spec, new FailingAfterwards()).wrap("x", passed -> {
            runs.add(passed);
            return "done";
        });
        assertThat(result).isEqualTo("done");
        assertThat(runs).hasSize(1);
    }

    @Test
    void theFallbackAnswersInsteadOfTheChain() throws Exception {
        PointSpec<Probe> spec =
                PointSpec.of("test.point", Probe.class).withFallback(new Answering("fallback", "plan b"));
        Probe bad = new Throwing(new IllegalStateException("bad"));
        assertThat(chain(spec, bad, new Answering("c", "no")).ask("x")).isEqualTo("plan b");
        assertThat(log).containsExactly("fallback:x");
        assertThat(chain(spec, new Adding("1"), bad).change("x", 0)).isEqualTo("plan b");
        assertThat(chain(spec, new Answering("c", "fine")).ask("x")).isEqualTo("fine");
    }

    @Test
    void anExceptionOfTheActionIsNotAHookFailureAndPassesUnchanged() {
        PointSpec<Probe> spec = PointSpec.of("test.point", Probe.class).withErrorPolicy(ErrorPolicy.SKIP);
        ChainEntry hook = chained(new Wrapping("a"), 1);
        IOException failure = new IOException("action");
        assertThatThrownBy(() -> call(spec, List.of(hook)).wrap("x", passed -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(hook.record().failures()).isZero();
    }

    @Test
    void callsAndFailuresAreCountedForEachHook() throws Exception {
        PointSpec<Probe> spec = PointSpec.of("test.point", Probe.class).withErrorPolicy(ErrorPolicy.SKIP);
        ChainEntry good = chained(new Logging("a"), 1);
        ChainEntry bad = chained(new Throwing(new IllegalStateException("bad")), 2);
        Probe chain = call(spec, List.of(good, bad));
        chain.tell("x");
        chain.tell("y");
        assertThat(good.record().calls()).isEqualTo(2);
        assertThat(good.record().failures()).isZero();
        assertThat(bad.record().calls()).isEqualTo(2);
        assertThat(bad.record().failures()).isEqualTo(2);
        assertThat(bad.record().lastFailure()).contains("bad");
    }

    @Test
    void anInterruptedHookLeavesTheFlagSet() {
        assertThatThrownBy(() -> chain(new Throwing(new InterruptedException())).tell("x"))
                .isInstanceOf(HookFailedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void aWithdrawnHookIsSkippedButARequiredOneFailsTheCall() throws Exception {
        ChainEntry gone = chained(new Logging("gone"), 1);
        gone.record().withdraw();
        List<ChainEntry> hooks = List.of(gone, chained(new Logging("b"), 2));
        call(PointSpec.of("test.point", Probe.class), hooks).tell("x");
        assertThat(log).containsExactly("b:x");
        PointSpec<Probe> strict = PointSpec.of("test.point", Probe.class).withRequired(List.of("p1"));
        assertThatThrownBy(() -> call(strict, hooks).tell("x")).isInstanceOf(RequiredHookMissingException.class);
        assertThatThrownBy(() -> call(strict, hooks).wrap("x", passed -> "slipped through"))
                .isInstanceOf(RequiredHookMissingException.class);
    }

    @Test
    void aRequiredHookThatFailsAbortsUnderAnyPolicy() {
        for (PointSpec<Probe> policy : List.of(
                PointSpec.of("test.point", Probe.class).withErrorPolicy(ErrorPolicy.SKIP),
                PointSpec.of("test.point", Probe.class).withFallback(new Answering("fallback", "plan b")))) {
            PointSpec<Probe> spec = policy.withRequired(List.of("p1"));
            Probe chain = chain(spec, new Throwing(new NoClassDefFoundError("gone/Type")), new Logging("b"));
            assertThatThrownBy(() -> chain.ask("x")).isInstanceOf(HookFailedException.class);
            assertThatThrownBy(() -> chain.wrap("x", passed -> "slipped through"))
                    .isInstanceOf(HookFailedException.class);
        }
        assertThat(log).isEmpty();
    }

    @Test
    void anExceptionWhoseMessageThrowsCountsAsAFailure() throws Exception {
        PointSpec<Probe> spec = PointSpec.of("test.point", Probe.class).withErrorPolicy(ErrorPolicy.SKIP);
        ChainEntry bad = chained(new Throwing(new Unspeakable()), 1);
        call(spec, List.of(bad, chained(new Logging("b"), 2))).tell("x");
        assertThat(log).containsExactly("b:x");
        assertThat(bad.record().lastFailure()).contains("Unspeakable");
    }

    // ---- the built-in contract -----------------------------------------------------------------------------------

    @Test
    void beforeInOrderAfterInReverse() throws Exception {
        Object result = hooks(new Tracing("a"), new Tracing("b")).around(HookContext.create(), passed -> {
            log.add("action");
            return 42;
        });
        assertThat(result).isEqualTo(42);
        assertThat(log).containsExactly("before a", "before b", "action", "after b 42", "after a 42");
    }

    @Test
    void failedInReverseWhenTheActionThrows() {
        assertThatThrownBy(() -> hooks(new Tracing("a"), new Tracing("b")).around(HookContext.create(), passed -> {
                    throw new IOException("broken");
                }))
                .isInstanceOf(IOException.class);
        assertThat(log)
                .containsExactly(
                        "before a",
                        "before b",
                        "failed b java.io.IOException: broken",
                        "failed a java.io.IOException: broken");
    }

    @Test
    void aRefusalInBeforeFailsOnlyTheHooksAhead() {
        Hook refusing = new Hook() {
            @Override
            public void before(HookContext context) {
                throw new SecurityException("no");
            }
        };
        assertThatThrownBy(() -> hooks(new Tracing("a"), refusing, new Tracing("c"))
                        .around(HookContext.create(), passed -> log.add("action")))
                .isInstanceOf(SecurityException.class);
        assertThat(log).containsExactly("before a", "failed a java.lang.SecurityException: no");
    }

    @Test
    void aHookThatRethrowsTheFailureDoesNotHideIt() {
        Hook rethrowing = new Hook() {
            @Override
            public void failed(HookContext context, Throwable failure) throws Exception {
                throw (Exception) failure;
            }
        };
        IOException broken = new IOException("broken");
        assertThatThrownBy(() -> hooks(rethrowing).around(HookContext.create(), passed -> {
                    throw broken;
                }))
                .isSameAs(broken);
    }

    @Test
    void failedRunsEvenForErrors() {
        assertThatThrownBy(() -> hooks(new Tracing("a")).around(HookContext.create(), passed -> {
                    throw new AssertionError("odd");
                }))
                .isInstanceOf(AssertionError.class);
        assertThat(log).containsExactly("before a", "failed a java.lang.AssertionError: odd");
    }

    @Test
    void anExceptionFromFailedIsAddedAsSuppressed() {
        Hook doublyBad = new Hook() {
            @Override
            public void failed(HookContext context, Throwable failure) {
                throw new IllegalStateException("in failed");
            }
        };
        assertThatThrownBy(() -> hooks(doublyBad).around(HookContext.create(), passed -> {
                    throw new IOException("broken");
                }))
                .isInstanceOf(IOException.class)
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
    }

    // ---- fixtures ------------------------------------------------------------------------------------------------

    private Probe chain(Probe... hooks) {
        return chain(PointSpec.of("test.point", Probe.class), hooks);
    }

    private Probe chain(PointSpec<Probe> spec, Probe... hooks) {
        List<ChainEntry> chained = new ArrayList<>();
        for (Probe hook : hooks) {
            chained.add(chained(hook, chained.size() + 1));
        }
        return call(spec, chained);
    }

    private Hook hooks(Hook... hooks) {
        List<ChainEntry> chained = new ArrayList<>();
        for (Hook hook : hooks) {
            chained.add(chained(hook, chained.size() + 1));
        }
        return call(PointSpec.of("test.point", Hook.class), chained);
    }

    private static ChainEntry chained(Object hook, int id) {
        return new ChainEntry(HookInfos.hook(id, "p" + id, 0), hook, new HookRecord());
    }

    private <T> T call(PointSpec<T> spec, List<ChainEntry> hooks) {
        Contract<T> contract = Contract.of(spec.contract());
        return called(contract, leases, loops -> {
            CallCounts counts =
                    leases.generations().slots().reserve(contract.methods().size());
            LinkedChain runtime =
                    new LinkedChain(spec, contract, hooks, new OpenChains(), counts, new Timing(), loops, null, null);
            runtime.open();
            return Chain.of(spec, hooks, List.of(), HookOrder.of(List.of()), null, all -> runtime);
        });
    }

    /** Makes the chain under test, in a loop body made by the given maker. */
    interface ChainMaker {

        Chain make(Dispatch.LoopMaker loops);

        /** A point that has the chain in every generation. */
        static ChainLookup pointOf(Chain chain) {
            return new ChainLookup() {
                @Override
                public Chain in(Generation generation, int route) {
                    return chain;
                }

                @Override
                public Chain initial() {
                    return chain;
                }

                @Override
                public Duration requiredWait() {
                    return Duration.ZERO;
                }
            };
        }
    }

    private enum Use {
        TELL {
            @Override
            void on(Probe probe) throws Exception {
                probe.tell("x");
            }
        },
        ASK {
            @Override
            void on(Probe probe) throws Exception {
                probe.ask("x");
            }
        },
        CHANGE {
            @Override
            void on(Probe probe) throws Exception {
                probe.change("x", 1);
            }
        },
        COLLECT {
            @Override
            void on(Probe probe) throws Exception {
                probe.collect("x");
            }
        },
        WRAP {
            @Override
            void on(Probe probe) throws Exception {
                probe.wrap("x", passed -> passed);
            }
        };

        abstract void on(Probe probe) throws Exception;
    }

    /** A contract with a method of each composition; a hook does nothing unless it says so. */
    public interface Probe {

        default void tell(String what) throws IOException {}

        @Compose(value = Composition.NOTIFY, reverse = true)
        default void untell(String what) throws IOException {}

        @Compose(Composition.FIRST_RESULT)
        default @Nullable String ask(String what) throws IOException {
            return null;
        }

        @Compose(Composition.WATERFALL)
        default @Nullable String change(String value, int times) throws IOException {
            return null;
        }

        @Compose(Composition.WATERFALL)
        default int count(int value) throws IOException {
            return value;
        }

        @Compose(Composition.CONCAT)
        default @Nullable List<String> collect(String what) throws IOException {
            return null;
        }

        @Compose(Composition.AROUND)
        default String wrap(String value, Next<String, String> next) throws Exception {
            return next.proceed(value);
        }
    }

    private class Logging implements Probe {

        private final String name;

        Logging(String name) {
            this.name = name;
        }

        @Override
        public void tell(String what) {
            log.add(name + ":" + what);
        }

        @Override
        public void untell(String what) {
            log.add(name + ":" + what);
        }

        @Override
        public @Nullable String ask(String what) {
            log.add(name + ":" + what);
            return null;
        }
    }

    private final class Answering extends Logging {

        private final String answer;

        Answering(String name, String answer) {
            super(name);
            this.answer = answer;
        }

        @Override
        public String ask(String what) {
            super.ask(what);
            return answer;
        }

        @Override
        public String change(String value, int times) {
            return answer;
        }
    }

    private record Adding(String suffix) implements Probe {

        @Override
        public String change(String value, int times) {
            return value + suffix;
        }

        @Override
        public int count(int value) {
            return value + 1;
        }

        @Override
        public List<String> collect(String what) {
            return List.of(what + suffix);
        }
    }

    private record Wrapping(String name) implements Probe {

        @Override
        public String wrap(String value, Next<String, String> next) throws Exception {
            return name + "(" + next.proceed(value + name) + ")";
        }
    }

    private static final class Refusing implements Probe {

        @Override
        public String wrap(String value, Next<String, String> next) {
            return "refused";
        }
    }

    private static final class Retrying implements Probe {

        @Override
        public String wrap(String value, Next<String, String> next) throws Exception {
            try {
                return next.proceed(value);
            } catch (IOException e) {
                return next.proceed(value);
            }
        }
    }

    private static final class FailingAfterwards implements Probe {

        @Override
        public String wrap(String value, Next<String, String> next) throws Exception {
            next.proceed(value);
            throw new IllegalStateException("too late to refuse");
        }
    }

    private static final class Escaping implements Probe {

        private @Nullable Next<String, String> escaped;

        @Override
        public String wrap(String value, Next<String, String> next) throws Exception {
            escaped = next;
            return next.proceed(value);
        }
    }

    /** Throws the same from every method, checked exceptions that are not declared included. */
    private record Throwing(Throwable failure) implements Probe {

        @Override
        public void tell(String what) {
            throw sneaky();
        }

        @Override
        public String ask(String what) {
            throw sneaky();
        }

        @Override
        public String change(String value, int times) {
            throw sneaky();
        }

        @Override
        public List<String> collect(String what) {
            throw sneaky();
        }

        @Override
        public String wrap(String value, Next<String, String> next) {
            throw sneaky();
        }

        private RuntimeException sneaky() {
            throw Throwing.<RuntimeException>unchecked(failure);
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        private static <E extends Throwable> E unchecked(Throwable failure) throws E {
            throw (E) failure;
        }
    }

    private static final class Unspeakable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no text");
        }
    }

    private final class Tracing implements Hook {

        private final String name;

        Tracing(String name) {
            this.name = name;
        }

        @Override
        public void before(HookContext context) {
            log.add("before " + name);
        }

        @Override
        public void after(HookContext context, @Nullable Object result) {
            log.add("after " + name + " " + result);
        }

        @Override
        public void failed(HookContext context, Throwable failure) {
            log.add("failed " + name + " " + failure);
        }
    }
}
