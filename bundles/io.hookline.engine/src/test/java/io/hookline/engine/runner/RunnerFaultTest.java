package io.hookline.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hookline.api.HookRefusedException;
import io.hookline.engine.Engine;
import io.hookline.engine.guard.GuardRule;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A runner that leaves and comes back while calls run. */
final class RunnerFaultTest {

    private static final String POINT = "test.letters";

    private final Engine engine = Engine.create();
    private final ThreadRunner runner = new ThreadRunner("thread");
    private final LettersCodec codec = new LettersCodec();
    private final Letters point =
            engine.points("host").open(POINT, Letters.class).call();

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    @Test
    void noCallPassesTheHookOfARunnerThatLeavesUnderLoad() {
        engine.addCodecProvider(codec);
        engine.guard(List.of(GuardRule.forAll().runner("thread").build()));
        engine.addRunner(runner);
        engine.register(POINT, Letters.class, new Letters() {
            @Override
            public String refine(String text) {
                return text + " checked";
            }
        });
        AtomicLong checked = new AtomicLong();
        AtomicLong refused = new AtomicLong();
        AtomicBoolean isOver = new AtomicBoolean();
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            callers.add(
                    CompletableFuture.runAsync(() -> call(isOver, checked, refused), work -> new Thread(work).start()));
        }
        for (int round = 0; round < 10; round++) {
            awaitMore(checked);
            engine.removeRunner(runner);
            assertThatThrownBy(() -> point.refine("text")).isInstanceOf(HookRefusedException.class);
            awaitMore(refused);
            engine.addRunner(runner);
            assertThat(point.refine("text")).isEqualTo("text checked");
        }
        isOver.set(true);
        callers.forEach(CompletableFuture::join);
        assertThat(runner.closed).hasValue(10);
    }

    /** Fails on any other outcome: a text that was not checked, or another exception. */
    private void call(AtomicBoolean isOver, AtomicLong checked, AtomicLong refused) {
        while (!isOver.get()) {
            try {
                assertThat(point.refine("text")).isEqualTo("text checked");
                checked.incrementAndGet();
            } catch (HookRefusedException e) {
                refused.incrementAndGet();
            }
        }
    }

    private static void awaitMore(AtomicLong count) {
        long before = count.get();
        await().until(() -> count.get() > before + 10);
    }
}
