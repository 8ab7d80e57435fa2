package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.PointSpec;
import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import io.hookline.api.hook.Next;
import io.hookline.api.runtime.BreakerState;
import io.hookline.api.runtime.GuardEvent;
import io.hookline.engine.HookInfo;
import io.hookline.engine.guard.GuardRule;
import io.hookline.engine.internal.HookInfos;
import io.hookline.engine.internal.guard.GuardedHook;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A live set whose hooks throw and hang on request, beside one that works. */
class GuardFixture extends LiveSetFixture {

    static final Duration OPEN = Duration.ofMillis(100);

    final AtomicBoolean ill = new AtomicBoolean(true);
    final AtomicInteger asked = new AtomicInteger();
    final CountDownLatch release = new CountDownLatch(1);

    Teller open(ErrorPolicy policy) {
        PointSpec<Teller> spec = PointSpec.of(POINT, Teller.class).withErrorPolicy(policy);
        return live.open(spec, "host", closed -> {}).call();
    }

    void follow(GuardRule.Builder... rules) {
        engine.guards()
                .follow(Arrays.stream(rules).map(GuardRule.Builder::build).toList());
    }

    GuardedHook guard(String plugin) {
        return engine.guards().guarded().stream()
                .filter(guard -> guard.info().plugin().equals(plugin))
                .findFirst()
                .orElseThrow();
    }

    List<GuardEvent.Kind> events() {
        return engine.guards().events().stream().map(GuardEvent::kind).toList();
    }

    void addThrowing() {
        add(info(1, "ill"), heard -> {
            asked.incrementAndGet();
            if (ill.get()) {
                throw new IllegalStateException("ill");
            }
            heard.add("ill");
        });
        add(2, "well");
    }

    void addHanging() {
        add(info(1, "ill"), heard -> {
            asked.incrementAndGet();
            hang();
        });
        add(2, "well");
    }

    void hang() {
        boolean waiting = true;
        while (waiting) {
            try {
                release.await();
                waiting = false;
            } catch (InterruptedException e) {
                // It ignores the interruption.
            }
        }
    }

    void awaitState(String plugin, BreakerState state) {
        await().untilAsserted(() -> assertThat(guard(plugin).state()).isEqualTo(state));
    }

    /** Waits until the chain calls something else than it did. */
    void awaitGeneration(long after) {
        await().until(() -> live.current().number() > after);
    }

    static void lockBoth(Object first, Object second, CountDownLatch both) {
        synchronized (first) {
            both.countDown();
            boolean waiting = true;
            while (waiting) {
                try {
                    both.await();
                    waiting = false;
                } catch (InterruptedException e) {
                    // It ignores the interruption.
                }
            }
            synchronized (second) {
                second.notifyAll();
            }
        }
    }

    <T> T open(Class<T> contract, ErrorPolicy policy) {
        String name = contract == Wrapper.class ? "test.around" : "test.later";
        return live.open(PointSpec.of(name, contract).withErrorPolicy(policy), "host", closed -> {})
                .call();
    }

    static Object wrap(Wrapper point, Object argument) {
        try {
            return point.wrap(argument, passed -> passed);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void add(HookInfo info, Later hook) {
        live.add(new FakeSource(info, hook));
    }

    static void onAThread(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }

    HookInfo wrapping(long id, String plugin) {
        return HookInfos.at(HookInfos.hook(id, plugin, 0), "test.around", Wrapper.class);
    }

    void add(HookInfo info, Wrapper hook) {
        live.add(new FakeSource(info, hook));
    }

    /** Wraps an action. */
    interface Wrapper {

        @Compose(Composition.AROUND)
        Object wrap(Object argument, Next<Object, Object> next) throws Exception;
    }

    /** Answers later. */
    interface Later {

        @Compose(Composition.FIRST_RESULT)
        default CompletionStage<String> find(String key) {
            return CompletableFuture.completedFuture(null);
        }

        @Compose(Composition.AROUND)
        default CompletionStage<String> wrap(String key, Next<String, CompletionStage<String>> next) throws Exception {
            return next.proceed(key);
        }
    }
}
