package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import io.hookline.engine.internal.chain.HookRecord;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics of calls: counts, calls in flight, latencies; and what they allocate. */
class HookMetricsTest extends LiveSetFixture {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void callsOfShortLivedThreadsAreCountedAndTheirSlotsDropped() throws Exception {
        Teller point = openPoint().call();
        add(1, "p1");
        int threads = 20_000;
        AtomicLong sum = new AtomicLong();
        List<Thread> batch = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                List<String> heard = new ArrayList<>(1);
                point.tell(heard);
                sum.addAndGet(heard.size());
            });
            thread.start();
            batch.add(thread);
            if (batch.size() == 100) {
                for (Thread started : batch) {
                    started.join();
                }
                batch.clear();
            }
        }
        assertThat(sum).hasValue(threads);
        assertThat(record().calls()).isEqualTo(threads);
        assertThat(generations.slots().size()).isLessThan(1_000);
        live.remove(1);
        assertThat(drains.metrics().timedOut()).isZero();
    }

    @Test
    void countsSurviveChangesOfTheChain() {
        Teller point = openPoint().call();
        add(1, "p1");
        HookRecord record = record();
        for (int i = 0; i < 50; i++) {
            for (int call = 0; call < 7; call++) {
                heard(point);
            }
            add(100 + i, "q");
            heard(point);
            live.remove(100 + i);
        }
        assertThat(record.calls()).isEqualTo(50 * 8);
    }

    @Test
    void callsInFlightAreCountedForThePointAndTheHook() throws Exception {
        CountDownLatch entered = new CountDownLatch(3);
        CountDownLatch gate = new CountDownLatch(1);
        Teller point = openPoint().call();
        add(info(1, "p1"), heard -> {
            entered.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        List<Thread> callers =
                List.of(new Thread(() -> heard(point)), new Thread(() -> heard(point)), new Thread(() -> {
                    try (var scope = leases.enter()) {
                        heard(point);
                    }
                }));
        callers.forEach(Thread::start);
        entered.await();
        assertThat(record().inFlight()).isEqualTo(3);
        assertThat(generations.leases()).isEqualTo(3);
        gate.countDown();
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(record().inFlight()).isZero();
        assertThat(generations.leases()).isZero();
    }

    @Test
    void someCallsOfAPointAreTimed() {
        Teller point = openPoint().call();
        add(info(1, "p1"), heard -> LockSupport.parkNanos(2_000_000));
        await().atMost(SOON).untilAsserted(() -> {
            heard(point);
            assertThat(record().latency().samples()).isPositive();
        });
        HookRecord.Latency latency = record().latency();
        assertThat(latency.p50Nanos()).isGreaterThanOrEqualTo(2_000_000);
        assertThat(latency.maxNanos()).isGreaterThanOrEqualTo(latency.p50Nanos());
        assertThat(latency.samples()).isLessThan(record().calls());
    }

    @Test
    void aFlightRecordingShowsSlowAndFailedCalls(@TempDir Path folder) throws Exception {
        Teller point = openPoint().call();
        add(info(1, "p1"), heard -> LockSupport.parkNanos(15_000_000));
        add(info(2, "p2"), heard -> {
            throw new IllegalStateException("bad");
        });
        Path file = folder.resolve("hooks.jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            long calls = record().calls();
            await().atMost(SOON).until(() -> {
                try {
                    heard(point);
                } catch (IllegalStateException expected) {
                    // The second hook's.
                }
                // Every call is timed, as soon as the core has noticed the recording.
                return record().latency().samples() > 10;
            });
            assertThat(record().calls() - calls).isLessThan(200);
            recording.stop();
            recording.dump(file);
        }
        List<RecordedEvent> recorded = RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("io.hookline.Hook"))
                .toList();
        List<String> events = recorded.stream()
                .map(event -> event.getEventType().getName() + " " + event.getString("point") + " "
                        + event.getString("hook") + " " + event.getString("method"))
                .distinct()
                .toList();
        assertThat(events)
                .contains(
                        "io.hookline.HookCall " + POINT + " p1.hook@1.0.0 tell",
                        "io.hookline.HookFailure " + POINT + " p2.hook@1.0.0 tell");
        assertThat(recorded)
                .filteredOn(event -> event.getEventType().getName().equals("io.hookline.HookCall"))
                .allSatisfy(
                        event -> assertThat(event.getDuration("took")).isGreaterThanOrEqualTo(Duration.ofMillis(10)));
    }

    @Test
    void aCompiledCallAllocatesNothing() {
        Teller point = openPoint().call();
        for (int id = 1; id <= 8; id++) {
            add(info(id, "p" + id), heard -> {});
        }
        List<String> none = List.of();
        for (int i = 0; i < 20_000; i++) {
            point.tell(none);
        }
        assertThat(engine.awaitCompiled(POINT, SOON)).isTrue();
        engine.close(); // No call is timed any more, which would allocate.
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        point.tell(none);
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        long idle = threads.getThreadAllocatedBytes(thread) - before;
        before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < 100_000; i++) {
            point.tell(none);
        }
        long allocated = threads.getThreadAllocatedBytes(thread) - before - idle;
        assertThat(allocated).isLessThan(10_000);
        try (var scope = leases.enter()) {
            point.tell(none);
            before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < 100_000; i++) {
                point.tell(none);
            }
            allocated = threads.getThreadAllocatedBytes(thread) - before - idle;
            assertThat(allocated).isLessThan(10_000);
        }
    }

    private HookRecord record() {
        return Objects.requireNonNull(live.snapshot().chains().get(POINT))
                .hooks()
                .get(0)
                .record();
    }
}
