package io.hookline.isolation.process.internal.parent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hookline.api.HookRefusedException;
import io.hookline.api.HookTimeoutException;
import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import io.hookline.api.hook.HookContext;
import io.hookline.api.hook.Next;
import io.hookline.api.runtime.BreakerState;
import io.hookline.engine.Engine;
import io.hookline.engine.guard.GuardRule;
import io.hookline.engine.runner.AttachException;
import io.hookline.engine.runner.AttachRequest;
import io.hookline.engine.runner.HookAttachment;
import io.hookline.engine.runner.HookRunner;
import io.hookline.isolation.process.internal.codec.PlainCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Children that are none: what the runtime's side does, without processes. */
final class SupervisorTest {

    private static final String POINT = "test.words";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** A contract with a method of each kind. */
    public interface Words {

        @Compose(Composition.FIRST_RESULT)
        String say(String word);

        @Compose(Composition.AROUND)
        default Object wrap(HookContext context, Next<HookContext, Object> next) throws Exception {
            return next.proceed(context);
        }

        @Compose(Composition.FIRST_RESULT)
        default CompletionStage<String> later(String word) {
            return CompletableFuture.completedFuture(word);
        }
    }

    private final Engine engine = Engine.create();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final FakeChildren children = new FakeChildren();
    private final Words point = engine.points("host").open(POINT, Words.class).call();
    private volatile Supervisor supervisor;

    @AfterEach
    void close() {
        engine.close();
        timer.shutdownNow();
    }

    private void attach(Duration ping, int crashes) {
        attach(ping, crashes, PATIENCE);
    }

    private void attach(Duration ping, int crashes, Duration deadline) {
        ProcessSettings settings =
                new ProcessSettings("", List.of(), 64, 16, 1, 0, 0, PATIENCE, ping, Duration.ofMillis(1), crashes);
        supervisor = new Supervisor("test", settings, children, timer, (from, child, message) -> {});
        engine.addRunner(new FakeRunner());
        rule(deadline);
        engine.register(POINT, Words.class, word -> "inline " + word);
    }

    private void rule(Duration deadline) {
        engine.guard(List.of(GuardRule.forAll()
                .runner("process")
                .deadline(deadline)
                .threads(4)
                .writtenOff(1)
                .build()));
    }

    private final class FakeRunner implements HookRunner {

        @Override
        public String name() {
            return "process";
        }

        @Override
        public HookAttachment attach(AttachRequest request) throws AttachException {
            supervisor.join();
            ProcessAttachment attachment = new ProcessAttachment(
                    request,
                    new PlainCodec(request.contract()),
                    supervisor,
                    Map.of(),
                    Runnable::run,
                    () -> supervisor.leave());
            supervisor.attach(attachment);
            return attachment;
        }
    }

    private String said(String word) {
        return point.say(word);
    }

    private void awaitAnswers() {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> said("a").equals("child a"));
    }

    @Test
    void callsGoToTheChild() {
        attach(PATIENCE, 5);
        assertThat(said("a")).isEqualTo("child a");
        assertThat(point.later("b").toCompletableFuture().join()).isEqualTo("child b");
        assertThat(engine.report().guards().get(0).limits()).contains("process test, pid 1, ", "0 restarts");
    }

    @Test
    void aWrappingHookPassesTheSameObjectsThoughTheyCannotLeaveTheProcess() throws Exception {
        attach(PATIENCE, 5);
        Object result = new Object();
        Thread caller = Thread.currentThread();
        assertThat(point.wrap(HookContext.create(), context -> {
                    assertThat(Thread.currentThread()).isSameAs(caller);
                    return result;
                }))
                .isSameAs(result);
        IOException failure = new IOException("of the action");
        assertThatThrownBy(() -> point.wrap(HookContext.create(), context -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    void aChildThatEndsFailsItsCallsAndAnotherTakesItsPlace() {
        attach(PATIENCE, 50);
        children.silent = true;
        CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> said("a"));
        await().atMost(PATIENCE).until(() -> children.calls() == 1);
        CompletableFuture<String> later = point.later("b").toCompletableFuture();
        children.silent = false;
        children.last().die("exit status 7");
        assertThatThrownBy(call::join)
                .isInstanceOf(CompletionException.class)
                .hasRootCauseInstanceOf(ChildEndedException.class)
                .hasStackTraceContaining("its process has ended: exit status 7");
        assertThatThrownBy(later::join).hasRootCauseInstanceOf(ChildEndedException.class);
        awaitAnswers();
        assertThat(engine.report().guards().get(0).limits()).contains("pid 2", "1 restart");
    }

    @Test
    void callsAreRefusedWhileThereIsNoChild() {
        attach(PATIENCE, 50);
        children.broken = "the disk is full";
        children.last().die("signal 9");
        await().atMost(PATIENCE).untilAsserted(() -> assertThatThrownBy(() -> said("a"))
                .isInstanceOf(HookRefusedException.class)
                .hasMessageContaining("its process has ended: signal 9"));
        children.broken = "";
        awaitAnswers();
    }

    @Test
    void aChildThatEndsAgainAndAgainOpensTheBreaker() {
        attach(PATIENCE, 3);
        for (int i = 1; i <= 3; i++) {
            int number = i;
            await().atMost(PATIENCE).until(() -> children.last().pid() == number);
            children.last().die("signal 11");
        }
        await().atMost(PATIENCE).until(() -> engine.report().guards().get(0).breaker() == BreakerState.OPEN);
        assertThat(engine.report().guards().get(0).reason())
                .contains("its process has ended 3 times within 5 minutes", "signal 11");
    }

    @Test
    void aChildThatDoesNotAnswerPingsIsEnded() {
        children.deaf = true;
        attach(Duration.ofMillis(100), 50);
        await().atMost(PATIENCE).until(() -> children.first().killed.startsWith("it has not answered for"));
        children.deaf = false;
        awaitAnswers();
    }

    @Test
    void aCallThatDoesNotEndCostsItsChild() {
        attach(PATIENCE, 50, Duration.ofMillis(50));
        children.silent = true;
        assertThatThrownBy(() -> said("a")).isInstanceOf(HookTimeoutException.class);
        children.silent = false;
        await().atMost(PATIENCE).until(() -> children.first().killed.contains("1 of its calls did not end"));
        assertThat(children.first().cancelled).isEqualTo(1);
        rule(PATIENCE);
        awaitAnswers();
    }

    @Test
    void theLastAttachmentEndsTheChild() throws Exception {
        attach(PATIENCE, 5);
        engine.guard(List.of(GuardRule.forAll().inline().build()));
        await().atMost(PATIENCE).until(() -> said("a").equals("inline a"));
        assertThat(children.last().ended.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void pausesDoubleUntilAChildHasLivedLong() {
        Backoff backoff = new Backoff(Duration.ofMillis(100), 3);
        long second = 1_000_000_000;
        assertThat(backoff.ended(0, 0)).isEqualTo(100_000_000);
        assertThat(backoff.ended(second, 0)).isEqualTo(200_000_000);
        assertThat(backoff.isLoop()).isFalse();
        assertThat(backoff.ended(2 * second, 0)).isEqualTo(400_000_000);
        assertThat(backoff.isLoop()).isTrue();
        assertThat(backoff.ended(100 * second, 60 * second)).isEqualTo(100_000_000);
        assertThat(backoff.ended(1_000 * second, 0)).isEqualTo(200_000_000);
        assertThat(backoff.recent()).isEqualTo(1);
    }
}
