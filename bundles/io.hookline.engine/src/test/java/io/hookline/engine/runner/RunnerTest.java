package io.hookline.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.hookline.api.HookRefusedException;
import io.hookline.api.hook.Next;
import io.hookline.api.runtime.GuardStatus;
import io.hookline.api.runtime.ReleaseId;
import io.hookline.engine.Engine;
import io.hookline.engine.HookInfo;
import io.hookline.engine.HookRegistration;
import io.hookline.engine.HookSource;
import io.hookline.engine.guard.GuardRule;
import io.hookline.engine.guard.GuardSettings;
import io.hookline.engine.runner.Letters.Letter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A runner that the engine does not know, which sends what calls are about as bytes, by the public API alone. */
final class RunnerTest {

    private static final String POINT = "test.letters";
    private static final String OWN_THREAD = "test-runner-thread";

    private final Engine engine = Engine.create();
    private final ThreadRunner runner = new ThreadRunner("thread");
    private final LettersCodec codec = new LettersCodec();
    private final Letters point =
            engine.points("host").open(POINT, Letters.class).call();

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private HookRegistration add(Letters hook) {
        return engine.register(POINT, Letters.class, hook);
    }

    private HookRegistration addTellingItsThread() {
        return add(new Letters() {
            @Override
            public String refine(String text) {
                return text + " " + Thread.currentThread().getName();
            }
        });
    }

    private void install() {
        engine.addCodecProvider(codec);
        engine.addRunner(runner);
    }

    private void runBy(String name) {
        engine.guard(List.of(GuardRule.forAll().runner(name).build()));
    }

    private GuardStatus guard() {
        return engine.report().guards().get(0);
    }

    private long generation() {
        return engine.report().generation();
    }

    private String thread() {
        return point.refine("on").substring("on ".length());
    }

    private void awaitGeneration(long number) {
        await().until(() -> generation() >= number);
        assertThat(generation()).isEqualTo(number);
    }

    // ---- faults of runners -----------------------------------------------------------------------------------------

    @Test
    void anErrorInOneAttachmentDoesNotKeepOtherHooksFromBeingAttached() {
        AtomicBoolean failing = new AtomicBoolean(true);
        AtomicInteger closed = new AtomicInteger();
        HookRunner picky = new PickyRunner(failing, closed);
        runBy("picky");
        add(new Letters() {
            @Override
            public String refine(String text) {
                return text + " one";
            }
        });
        HookRegistration ill = add(new IllHook());
        engine.addRunner(picky);
        ill.close();
        assertThat(point.refine("told")).isEqualTo("told one");
        engine.removeRunner(picky);
        assertThat(closed).hasValue(1);
    }

    @Test
    void anAttachmentWithoutATargetIsClosed() {
        AtomicInteger closed = new AtomicInteger();
        runBy("picky");
        engine.addRunner(new PickyRunner(new AtomicBoolean(), closed));
        add(new TargetlessHook());
        assertThat(closed).hasValue(1);
        assertThatThrownBy(() -> point.refine("told")).isInstanceOf(HookRefusedException.class);
    }

    /** Fails to attach hooks of one class while it is told to, and has no target for those of another. */
    private record PickyRunner(AtomicBoolean failing, AtomicInteger closed) implements HookRunner {

        @Override
        public String name() {
            return "picky";
        }

        @Override
        public HookAttachment attach(AttachRequest request) {
            if (failing.get() && request.hook() instanceof IllHook) {
                throw new AssertionError("thrown by a test");
            }
            return new HookAttachment() {
                @Override
                public Object target() {
                    if (request.hook() instanceof TargetlessHook) {
                        throw new IllegalStateException("thrown by a test");
                    }
                    return request.hook();
                }

                @Override
                public boolean serves(GuardSettings settings) {
                    return true;
                }

                @Override
                public void close() {
                    closed.incrementAndGet();
                }
            };
        }
    }

    private static final class IllHook implements Letters {

        @Override
        public String refine(String text) {
            return text + " ill";
        }
    }

    private static final class TargetlessHook implements Letters {

        @Override
        public String refine(String text) {
            return text + " targetless";
        }
    }

    // ---- calls -----------------------------------------------------------------------------------------------------

    @Test
    void aHookGetsCopiesOfItsArgumentsAndItsChangesAreApplied() throws Exception {
        install();
        runBy("thread");
        AtomicReference<@Nullable Letter> seen = new AtomicReference<>();
        AtomicReference<@Nullable String> on = new AtomicReference<>();
        add(new Letters() {
            @Override
            public void receive(Letter letter) {
                seen.set(letter);
                on.set(Thread.currentThread().getName());
                letter.text += "!";
            }
        });
        Letter letter = new Letter("a");
        point.receive(letter);
        assertThat(letter.text).isEqualTo("a!");
        assertThat(seen.get()).isNotNull().isNotSameAs(letter);
        assertThat(on).hasValue(OWN_THREAD);
        assertThat(guard().isolation()).isEqualTo("THREAD");
        assertThat(guard().limits()).isEqualTo("one thread, 1000 ms");
    }

    @Test
    void aWrappingHookCallsBackAndBothSidesSeeTheChangesOfTheOther() throws Exception {
        install();
        runBy("thread");
        add(new Letters() {
            @Override
            public String send(Letter letter, Next<Letter, String> next) throws Exception {
                letter.text += "1";
                String first = next.proceed(letter);
                String second = next.proceed(new Letter(letter.text + "2"));
                return first + "," + second + "," + letter.text;
            }
        });
        Letter letter = new Letter("a");
        AtomicReference<@Nullable Thread> action = new AtomicReference<>();
        String answer = point.send(letter, sent -> {
            action.set(Thread.currentThread());
            assertThat(sent).isSameAs(letter);
            sent.text += "h";
            return "<" + sent.text + ">";
        });
        assertThat(answer).isEqualTo("<a1h>,<a1h2h>,a1h2h");
        assertThat(action).hasValue(Thread.currentThread());
    }

    @Test
    void exceptionsPassInBothDirections() {
        install();
        runBy("thread");
        add(new Letters() {
            @Override
            public void receive(Letter letter) throws Exception {
                throw letter.text.isEmpty() ? new IOException("empty") : new IllegalStateException("full");
            }
        });
        assertThatThrownBy(() -> point.receive(new Letter(""))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> point.receive(new Letter("a")))
                .isInstanceOf(RemoteHookException.class)
                .hasMessage("java.lang.IllegalStateException: full");
        assertThatThrownBy(() -> point.send(new Letter("a"), sent -> {
                    throw new IOException("the action's own");
                }))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the action's own");
    }

    @Test
    void anAsynchronousHookAnswersLater() throws Exception {
        install();
        runBy("thread");
        CompletableFuture<@Nullable String> answer = new CompletableFuture<>();
        add(new Letters() {
            @Override
            public CompletionStage<@Nullable String> find(String key) {
                return answer.thenApply(text -> key + text);
            }
        });
        CompletableFuture<@Nullable String> found = point.find("a").toCompletableFuture();
        answer.complete("!");
        assertThat(found.get(60, TimeUnit.SECONDS)).isEqualTo("a!");
    }

    // ---- changes ---------------------------------------------------------------------------------------------------

    @Test
    void aRuleMovesAHookWhileCallsRunInOneGenerationAndNoCallIsLost() throws Exception {
        install();
        AtomicInteger calls = new AtomicInteger();
        add(new Letters() {
            @Override
            public String refine(String text) {
                calls.incrementAndGet();
                return text + " " + Thread.currentThread().getName();
            }
        });
        AtomicBoolean going = new AtomicBoolean(true);
        CompletableFuture<Integer> caller = CompletableFuture.supplyAsync(() -> {
            int made = 0;
            while (going.get()) {
                assertThat(point.refine("on")).startsWith("on ");
                made++;
            }
            return made;
        });
        long before = generation();
        for (String name : List.of("thread", "inline", "thread", "pool", "thread", "watched", "thread", "inline")) {
            runBy(name);
            awaitGeneration(++before);
        }
        going.set(false);
        assertThat(calls).hasValue(caller.get(60, TimeUnit.SECONDS));
        await().untilAsserted(() -> assertThat(runner.closed).hasValue(4));
        assertThat(runner.attached).hasValue(4);
    }

    @Test
    void anAttachmentIsClosedAfterItsLastCall() throws Exception {
        install();
        runBy("thread");
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        add(new Letters() {
            @Override
            public void receive(Letter letter) throws Exception {
                inside.countDown();
                release.await();
                letter.text = "done";
            }
        });
        engine.guard(List.of(GuardRule.forAll()
                .runner("thread")
                .deadline(Duration.ofSeconds(30))
                .build()));
        Letter letter = new Letter("a");
        CompletableFuture<Void> call = CompletableFuture.runAsync(() -> {
            try {
                point.receive(letter);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(inside.await(60, TimeUnit.SECONDS)).isTrue();
        long before = generation();
        runBy("inline");
        awaitGeneration(before + 1);
        assertThat(runner.closed).hasValue(0);
        release.countDown();
        call.get(60, TimeUnit.SECONDS);
        assertThat(letter.text).isEqualTo("done");
        await().untilAsserted(() -> assertThat(runner.closed).hasValue(1));
    }

    @Test
    void aRunnerCanRequestANewAttachment() {
        install();
        runBy("thread");
        addTellingItsThread();
        long before = generation();
        runner.contexts.get(0).reattach();
        awaitGeneration(before + 1);
        assertThat(thread()).isEqualTo(OWN_THREAD);
        assertThat(runner.attached).hasValue(2);
        await().untilAsserted(() -> assertThat(runner.closed).hasValue(1));
    }

    // ---- runners that come and go ----------------------------------------------------------------------------------

    @Test
    void callsOfAHookWhoseRunnerIsNotInstalledAreRefusedUntilItComes() {
        engine.addCodecProvider(codec);
        runBy("thread");
        addTellingItsThread();
        assertThatThrownBy(() -> point.refine("on"))
                .isInstanceOf(HookRefusedException.class)
                .hasMessageContaining("no runner 'thread' is installed");
        assertThat(guard().isolation()).isEqualTo("THREAD");
        assertThat(guard().reason()).isEqualTo("no runner 'thread' is installed");
        assertThat(guard().refusedCalls()).isEqualTo(1);
        long before = generation();
        assertThat(engine.addRunner(runner)).isTrue();
        assertThat(generation()).isEqualTo(before + 1);
        assertThat(thread()).isEqualTo(OWN_THREAD);
        assertThat(guard().reason()).isEmpty();
    }

    @Test
    void callsAreRefusedWhenTheRunnerLeavesAndItsAttachmentsAreClosed() {
        install();
        runBy("thread");
        addTellingItsThread();
        assertThat(thread()).isEqualTo(OWN_THREAD);
        long before = generation();
        engine.removeRunner(runner);
        assertThat(generation()).isEqualTo(before + 1);
        assertThat(runner.closed).hasValue(1);
        assertThatThrownBy(() -> point.refine("on"))
                .isInstanceOf(HookRefusedException.class)
                .hasMessageContaining("no runner 'thread' is installed");
    }

    @Test
    void aRunnerThatLeavesIsDrained() throws Exception {
        install();
        engine.guard(List.of(GuardRule.forAll()
                .runner("thread")
                .deadline(Duration.ofSeconds(30))
                .build()));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        add(new Letters() {
            @Override
            public String refine(String text) {
                inside.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return text + "!";
            }
        });
        CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> point.refine("a"));
        assertThat(inside.await(60, TimeUnit.SECONDS)).isTrue();
        long before = generation();
        CompletableFuture<Void> removal = CompletableFuture.runAsync(() -> engine.removeRunner(runner));
        awaitGeneration(before + 1);
        assertThat(removal).isNotDone();
        assertThat(runner.closed).hasValue(0);
        release.countDown();
        removal.get(60, TimeUnit.SECONDS);
        assertThat(runner.closed).hasValue(1);
        assertThat(call.get(60, TimeUnit.SECONDS)).isEqualTo("a!");
    }

    @Test
    void aRunnerWithATakenNameIsUsedOnceTheOtherIsRemoved() {
        install();
        runBy("thread");
        addTellingItsThread();
        ThreadRunner second = new ThreadRunner("thread");
        assertThat(engine.addRunner(second)).isFalse();
        assertThat(engine.addRunner(new ThreadRunner("inline"))).isFalse();
        assertThat(engine.report().runners())
                .extracting(RunnerReport::name, RunnerReport::installed, RunnerReport::hooks)
                .containsExactly(
                        tuple("inline", true, 0),
                        tuple("watched", true, 0),
                        tuple("pool", true, 0),
                        tuple("thread", true, 1),
                        tuple("thread", false, 0),
                        tuple("inline", false, 0));
        assertThat(second.attached).hasValue(0);
        engine.removeRunner(runner);
        assertThat(second.attached).hasValue(1);
        assertThat(thread()).isEqualTo(OWN_THREAD);
        assertThatThrownBy(() -> engine.addRunner(new ThreadRunner("No Name")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(engine.addRunner(new ThreadRunner("a".repeat(64)))).isTrue();
        assertThatThrownBy(() -> engine.addRunner(new ThreadRunner("b".repeat(65))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("up to 63 lower-case letters");
        assertThatThrownBy(() -> engine.addRunner(new ThreadRunner("b".repeat(100_000))))
                .satisfies(thrown -> assertThat(thrown.getMessage()).hasSizeLessThan(400));
    }

    // ---- runners that cannot attach a hook -------------------------------------------------------------------------

    @Test
    void callsAreRefusedWhileThereIsNoCodec() {
        engine.addRunner(runner);
        runBy("thread");
        addTellingItsThread();
        assertThat(guard().reason())
                .contains(
                        "runner 'thread' has not attached it",
                        Letters.class.getName(),
                        "Install a bundle with a CodecProvider");
        assertThatThrownBy(() -> point.refine("on")).isInstanceOf(HookRefusedException.class);
        long before = generation();
        engine.addCodecProvider(codec);
        assertThat(generation()).isEqualTo(before + 1);
        assertThat(thread()).isEqualTo(OWN_THREAD);
        engine.removeCodecProvider(codec);
        assertThat(generation()).isEqualTo(before + 2);
        assertThat(runner.closed).hasValue(1);
        assertThatThrownBy(() -> point.refine("on")).isInstanceOf(HookRefusedException.class);
    }

    @Test
    void aHookStaysAttachedWhereItIsWhenAnotherRunnerFails() {
        install();
        addTellingItsThread();
        runner.failure = "the disk is full";
        long before = generation();
        runBy("thread");
        await().untilAsserted(() -> assertThat(guard().reason())
                .isEqualTo("runner 'thread' has not attached it: the disk is full (it stays with runner 'watched')"));
        assertThat(guard().isolation()).isEqualTo("WATCHED");
        assertThat(generation()).isEqualTo(before);
        assertThat(thread()).isEqualTo(Thread.currentThread().getName());
        runner.failure = "";
        engine.resetGuards(guard().plugin());
        awaitGeneration(before + 1);
        assertThat(guard().reason()).isEmpty();
        assertThat(thread()).isEqualTo(OWN_THREAD);
    }

    @Test
    void aHookThatIsNotAnObjectOfTheContractRunsOnTheRunnerThatItsSourceNames() {
        engine.addRunner(new SayingRunner());
        runBy("inline");
        HookInfo info = new HookInfo(
                7,
                POINT,
                "said",
                new ReleaseId("said", "1.0.0", 7),
                0,
                List.of(),
                List.of(),
                List.of(Letters.class.getName()),
                List.of());
        engine.register(new HookSource() {
            @Override
            public HookInfo info() {
                return info;
            }

            @Override
            public String runner() {
                return "saying";
            }

            @Override
            public Object get() {
                return "a module's bytes";
            }

            @Override
            public void unget() {}
        });
        assertThat(point.refine("a")).isEqualTo("a module's bytes");
        assertThat(guard().isolation()).isEqualTo("SAYING");
    }

    /** Answers with what the hook's source gave. */
    private static final class SayingRunner implements HookRunner {

        @Override
        public String name() {
            return "saying";
        }

        @Override
        public HookAttachment attach(AttachRequest request) {
            Object target = CallInterceptor.proxy(
                    request.contract(), request.hook(), (method, arguments) -> String.valueOf(request.hook()));
            return new HookAttachment() {
                @Override
                public Object target() {
                    return target;
                }

                @Override
                public boolean serves(GuardSettings settings) {
                    return true;
                }

                @Override
                public void close() {}
            };
        }
    }
}
