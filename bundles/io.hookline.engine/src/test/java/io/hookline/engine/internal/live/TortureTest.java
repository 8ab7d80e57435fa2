package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.CallScope;
import io.hookline.api.HookPoint;
import io.hookline.api.PointSpec;
import io.hookline.engine.HookInfo;
import io.hookline.engine.internal.HookInfos;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Callers run through chains that never stand still, while every hook is poisoned the moment its removal has returned:
 * a call that still reached it would show. Within one scope, both looks at a point must show
 * the same hooks.
 *
 * <p>Runs for {@code hookline.torture.seconds} seconds, 2 by default.
 */
class TortureTest extends LiveSetFixture {

    private static final int CALLERS = 2;
    private static final int CHANGERS = 2;
    private static final long PHASE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong changes = new AtomicLong();
    private final AtomicLong nextId = new AtomicLong(1);
    private final AtomicBoolean stop = new AtomicBoolean();

    @Test
    void poisonedGenerationsAreNeverSeen() throws Exception {
        HookPoint<Teller> one = live.open(PointSpec.of("torture.one", Teller.class), "host", closed -> {});
        HookPoint<Teller> two = live.open(PointSpec.of("torture.two", Teller.class), "host", closed -> {});
        // A hook that never leaves: every call has to see it, whichever other hooks join and leave.
        live.add(new FakeSource(at("anchor", "torture.one", 1), (Teller) heard -> heard.add("anchor")));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            threads.add(new Thread(() -> callUntilStopped(one.call(), two.call()), "caller-" + i));
            threads.add(new Thread(() -> callAloneUntilStopped(one.call(), two.call()), "lone-caller-" + i));
        }
        for (int i = 0; i < CHANGERS; i++) {
            int seed = i;
            threads.add(new Thread(() -> changeUntilStopped(new Random(seed)), "changer-" + i));
        }
        threads.forEach(Thread::start);
        CountDownLatch never = new CountDownLatch(1);
        assertThat(never.await(Long.getLong("hookline.torture.seconds", 2), TimeUnit.SECONDS))
                .isFalse();
        stop.set(true);
        for (Thread thread : threads) {
            thread.join(20_000);
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
        assertThat(faults).isEmpty();
        assertThat(drains.metrics().timedOut()).isZero();
        assertThat(generations.leases()).isZero();
        assertThat(calls.get()).isGreaterThan(1000);
        assertThat(changes.get()).isGreaterThan(100);
        assertThat(engine.chainsCompiled()).isPositive();
    }

    private void callUntilStopped(Teller one, Teller two) {
        while (!stop.get()) {
            try (CallScope scope = leases.enter()) {
                List<String> first = heard(one);
                long generation = scope.generation();
                List<String> again = heard(one);
                heard(two);
                if (!first.contains("anchor")) {
                    faults.add("the anchor was missed in generation " + generation);
                }
                if (!first.equals(again) || scope.generation() != generation) {
                    faults.add("one scope saw two chains: " + first + " and " + again);
                }
            } catch (RuntimeException e) {
                faults.add("a call failed: " + e);
            }
            calls.incrementAndGet();
        }
    }

    /** Calls outside any scope: each takes a lease of its own. */
    private void callAloneUntilStopped(Teller one, Teller two) {
        while (!stop.get()) {
            try {
                if (!heard(one).contains("anchor")) {
                    faults.add("the anchor was missed by a call outside any scope");
                }
                heard(two);
            } catch (RuntimeException e) {
                faults.add("a call failed: " + e);
            }
            calls.incrementAndGet();
        }
    }

    private void changeUntilStopped(Random random) {
        List<PoisonedHook> mine = new ArrayList<>();
        while (!stop.get()) {
            if (mine.size() < 3 || (mine.size() < 12 && random.nextBoolean())) {
                mine.add(new PoisonedHook(random.nextBoolean() ? "torture.one" : "torture.two", random.nextInt(5)));
            } else {
                mine.remove(random.nextInt(mine.size())).remove();
            }
            changes.incrementAndGet();
            // All changers rest at the same times, so that the next changes meet compiled chains.
            while (System.nanoTime() / PHASE_NANOS % 2 == 1) {
                LockSupport.parkNanos(PHASE_NANOS / 100);
            }
        }
        mine.forEach(PoisonedHook::remove);
    }

    private HookInfo at(String plugin, String point, int ranking) {
        return HookInfos.at(HookInfos.hook(nextId.getAndIncrement(), plugin, ranking), point, Teller.class);
    }

    /** A hook that notes a fault when it is called after its removal has returned. */
    private final class PoisonedHook implements Teller {

        private final HookInfo info;
        private volatile boolean poisoned;

        PoisonedHook(String point, int ranking) {
            this.info = at("p" + nextId.get(), point, ranking);
            live.add(new FakeSource(info, this));
        }

        void remove() {
            live.remove(info.id());
            poisoned = true;
        }

        @Override
        public void tell(List<String> heard) {
            if (poisoned) {
                faults.add(info.label() + " was called after its removal");
            }
            heard.add(info.label());
            if (ThreadLocalRandom.current().nextInt(50) == 0) {
                // For longer than a removal takes by itself.
                LockSupport.parkNanos(3_000_000);
            }
            if (poisoned) {
                faults.add(info.label() + " was removed under a call");
            }
        }
    }
}
