package io.hookline.engine.internal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.api.runtime.Cause;
import io.hookline.api.runtime.RuntimeEvent;
import io.hookline.api.runtime.RuntimeEvent.EventsDropped;
import io.hookline.api.runtime.RuntimeEvent.GenerationPublished;
import io.hookline.api.runtime.RuntimeListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventDispatcherTest {

    private static final int CAPACITY = 10;

    private final EventDispatcher dispatcher = new EventDispatcher(Clock.systemUTC(), CAPACITY);

    @AfterEach
    void close() {
        dispatcher.close();
    }

    @Test
    void deliversToAllListenersInTheOrderOfPublication() {
        List<RuntimeEvent> one = new CopyOnWriteArrayList<>();
        List<RuntimeEvent> other = new CopyOnWriteArrayList<>();
        dispatcher.add(one::add);
        dispatcher.add(other::add);
        List<RuntimeEvent> published = new ArrayList<>();
        for (long i = 0; i < 1_000; i++) {
            published.add(event(i));
            dispatcher.publish(published.get((int) i));
            long sent = i + 1;
            // Never more than the capacity waits.
            if (sent % CAPACITY == 0) {
                await().pollInterval(Duration.ofMillis(1)).until(() -> one.size() == sent && other.size() == sent);
            }
        }
        assertThat(one).isEqualTo(published);
        assertThat(other).isEqualTo(published);
    }

    @Test
    void aSlowListenerDelaysNeitherThePublisherNorOtherListeners() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        List<RuntimeEvent> slow = new CopyOnWriteArrayList<>();
        List<RuntimeEvent> quick = new CopyOnWriteArrayList<>();
        dispatcher.add(event -> {
            entered.countDown();
            awaitQuietly(gate);
            slow.add(event);
        });
        dispatcher.add(quick::add);
        dispatcher.publish(event(0));
        assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
        for (long i = 1; i <= 3; i++) {
            dispatcher.publish(event(i));
        }
        await().until(() -> quick.size() == 4);
        assertThat(slow).isEmpty();
        gate.countDown();
        await().until(() -> slow.size() == 4);
        assertThat(slow).isEqualTo(quick);
    }

    @Test
    void tellsAListenerHowManyEventsItWasTooSlowFor() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        List<RuntimeEvent> slow = new CopyOnWriteArrayList<>();
        dispatcher.add(event -> {
            entered.countDown();
            awaitQuietly(gate);
            slow.add(event);
        });
        dispatcher.publish(event(0));
        assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
        LongStream.rangeClosed(1, CAPACITY + 5).forEach(i -> dispatcher.publish(event(i)));
        gate.countDown();
        await().until(() -> slow.size() == CAPACITY + 2);
        assertThat(slow.get(1)).isInstanceOfSatisfying(EventsDropped.class, lost -> assertThat(lost.count())
                .isEqualTo(5));
        assertThat(generation(slow.get(2))).isEqualTo(6);
        assertThat(generation(slow.get(slow.size() - 1))).isEqualTo(CAPACITY + 5);
    }

    @Test
    void aListenerThatThrowsGetsTheNextEvent() {
        List<RuntimeEvent> told = new CopyOnWriteArrayList<>();
        dispatcher.add(event -> {
            told.add(event);
            throw new IllegalStateException("thrown by a test");
        });
        dispatcher.publish(event(1));
        dispatcher.publish(event(2));
        await().until(() -> told.size() == 2);
    }

    @Test
    void anErrorDoesNotEndTheDelivery() {
        List<RuntimeEvent> told = new CopyOnWriteArrayList<>();
        dispatcher.add(event -> {
            told.add(event);
            throw new AssertionError("thrown by a test");
        });
        dispatcher.publish(event(1));
        dispatcher.publish(event(2));
        await().until(() -> told.size() == 2);
        dispatcher.publish(event(3));
        await().until(() -> told.size() == 3);
    }

    @Test
    void anEventAfterTheEndIsNotDeliveredAndDoesNotFailItsPublisher() {
        List<RuntimeEvent> told = new CopyOnWriteArrayList<>();
        dispatcher.add(told::add);
        dispatcher.close();
        dispatcher.publish(event(1));
        assertThat(told).isEmpty();
    }

    @Test
    void aRemovedListenerGetsNoFurtherEvent() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        List<RuntimeEvent> told = new CopyOnWriteArrayList<>();
        List<RuntimeEvent> witness = new CopyOnWriteArrayList<>();
        RuntimeListener listener = event -> {
            entered.countDown();
            awaitQuietly(gate);
            told.add(event);
        };
        dispatcher.add(listener);
        dispatcher.publish(event(1));
        assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
        dispatcher.publish(event(2));
        dispatcher.remove(listener);
        gate.countDown();
        dispatcher.add(witness::add);
        dispatcher.publish(event(3));
        await().until(() -> witness.size() == 1);
        await().until(() -> told.size() == 1);
        assertThat(generation(told.get(0))).isEqualTo(1);
    }

    private static RuntimeEvent event(long generation) {
        return new GenerationPublished(Instant.EPOCH, Cause.ofRuntime("a test"), generation, List.of());
    }

    private static long generation(RuntimeEvent event) {
        return ((GenerationPublished) event).generation();
    }

    private static void awaitQuietly(CountDownLatch gate) {
        try {
            gate.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
