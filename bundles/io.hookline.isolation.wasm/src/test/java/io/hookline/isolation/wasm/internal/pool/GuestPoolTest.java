package io.hookline.isolation.wasm.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.isolation.wasm.internal.build.Code;
import io.hookline.isolation.wasm.internal.build.ModuleBuilder;
import io.hookline.isolation.wasm.internal.engine.CompiledModule;
import io.hookline.isolation.wasm.internal.engine.EndiveEngine;
import io.hookline.isolation.wasm.internal.engine.GuestFunction;
import io.hookline.isolation.wasm.internal.engine.GuestInstance;
import io.hookline.isolation.wasm.internal.engine.GuestTrapException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GuestPoolTest {

    private static final CompiledModule CODE = compiled();

    private final CallWatch watch = new CallWatch();
    private final AtomicLong now = new AtomicLong();
    private final List<String> loops = new ArrayList<>();

    private static CompiledModule compiled() {
        try {
            return new EndiveEngine(null)
                    .compile(new ModuleBuilder()
                            .export("spin", "()->", 0, new Code().spin())
                            .export("trap", "()->", 0, new Code().trap())
                            .export("seven", "()->i32", 0, new Code().i32(7))
                            .build());
        } catch (Exception e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private record Plain(GuestInstance instance) implements Guest {

        long call(String name) {
            GuestFunction function = instance.function(name);
            return function == null ? -1 : function.call();
        }
    }

    private GuestPool<Plain> pool(int instances, Duration limit) {
        return new GuestPool<>(
                instances,
                () -> new Plain(CODE.instantiate(List.of(), 1, 1)),
                watch,
                limit,
                5,
                Duration.ofSeconds(10),
                now::get,
                loops::add);
    }

    private static long call(GuestPool<Plain> pool, String name) {
        GuestPool<Plain>.Place place = pool.take();
        try {
            Plain guest = place.guest();
            return place.run(() -> guest.call(name));
        } finally {
            place.leave();
        }
    }

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void aCallThatSpinsEndsWithItsInstanceAndTheNextOneFindsAnother() {
        GuestPool<Plain> pool = pool(1, Duration.ofMillis(200));
        assertThatThrownBy(() -> call(pool, "spin"))
                .isInstanceOf(GuestTimeoutException.class)
                .hasMessageContaining("longer than 200 ms");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(pool.instances()).isZero();
        assertThat(call(pool, "seven")).isEqualTo(7);
        assertThat(pool.restarts()).isEqualTo(1);
    }

    @Test
    void aTrapEndsTheInstanceAlone() {
        GuestPool<Plain> pool = pool(2, Duration.ofSeconds(10));
        GuestPool<Plain>.Place other = pool.take();
        try {
            assertThatThrownBy(() -> inThread(() -> call(pool, "trap"))).hasCauseInstanceOf(GuestTrapException.class);
            assertThat(other.run(() -> other.guest().call("seven"))).isEqualTo(7);
        } finally {
            other.leave();
        }
        assertThat(pool.instances()).isEqualTo(1);
    }

    @Test
    void moreCallsThanInstancesAreRefusedWithinTheLimit() throws Exception {
        GuestPool<Plain> pool = pool(1, Duration.ofMillis(300));
        GuestPool<Plain>.Place held = pool.take();
        try {
            assertThatThrownBy(() -> inThread(() -> call(pool, "seven")))
                    .hasCauseInstanceOf(NoGuestException.class)
                    .hasMessageContaining("all 1 of its instances are busy");
        } finally {
            held.leave();
        }
        assertThat(call(pool, "seven")).isEqualTo(7);
    }

    @Test
    void instancesThatEndAgainAndAgainAreStartedLaterAndTellSo() {
        GuestPool<Plain> pool = pool(1, Duration.ofSeconds(10));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> call(pool, "trap")).isInstanceOf(GuestTrapException.class);
        }
        assertThat(call(pool, "seven")).as("the first two are replaced at once").isEqualTo(7);
        assertThatThrownBy(() -> call(pool, "trap")).isInstanceOf(GuestTrapException.class);
        assertThatThrownBy(() -> call(pool, "seven"))
                .isInstanceOf(NoGuestException.class)
                .hasMessageContaining("the next one starts in 11 ms");
        now.addAndGet(Duration.ofMillis(10).toNanos());
        assertThatThrownBy(() -> call(pool, "trap")).isInstanceOf(GuestTrapException.class);
        now.addAndGet(Duration.ofMillis(20).toNanos());
        assertThat(loops).isEmpty();
        assertThatThrownBy(() -> call(pool, "trap")).isInstanceOf(GuestTrapException.class);
        assertThat(loops).as("five within the window").hasSize(1);
        assertThat(call(pool, "seven")).as("counted anew").isEqualTo(7);
    }

    @Test
    void anInterruptOfTheCallersOwnIsKept() {
        GuestPool<Plain> pool = pool(1, Duration.ofSeconds(10));
        Thread.currentThread().interrupt();
        assertThat(call(pool, "seven")).isEqualTo(7);
        assertThat(Thread.interrupted()).isTrue();
    }

    /** A call that ends just when its time is over must not leave an interrupt to what its thread does next. */
    @Test
    void theWatchInterruptsNothingButItsCalls() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                all.add(threads.submit(() -> {
                    CallWatch.Watched watched = watch.watch(Duration.ofMillis(1));
                    int interrupts = 0;
                    for (int call = 0; call < 200; call++) {
                        watched.begin();
                        // Up to the moment at which the watch looks: half of the calls are over by then.
                        long until = System.nanoTime() + call % 20 * 500_000L;
                        while (System.nanoTime() - until < 0
                                && !Thread.currentThread().isInterrupted()) {
                            Thread.onSpinWait();
                        }
                        interrupts += watched.end() ? 1 : 0;
                        assertThat(Thread.currentThread().isInterrupted()).isFalse();
                    }
                    watched.close();
                    return interrupts;
                }));
            }
            for (Future<Integer> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aClosedPoolEndsItsInstancesWhenTheirCallsEnd() throws Exception {
        GuestPool<Plain> pool = pool(2, Duration.ofSeconds(10));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<Long> call = threads.submit(() -> {
                GuestPool<Plain>.Place place = pool.take();
                try {
                    inside.countDown();
                    leave.await();
                    return place.run(() -> place.guest().call("seven"));
                } finally {
                    place.leave();
                }
            });
            inside.await();
            pool.close();
            leave.countDown();
            assertThat(call.get()).isEqualTo(7);
            assertThat(pool.instances()).isZero();
            assertThatThrownBy(() -> call(pool, "seven"))
                    .isInstanceOf(NoGuestException.class)
                    .hasMessageContaining("it has stopped");
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> T inThread(Callable<T> work) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            return thread.submit(work).get();
        } finally {
            thread.shutdownNow();
        }
    }
}
