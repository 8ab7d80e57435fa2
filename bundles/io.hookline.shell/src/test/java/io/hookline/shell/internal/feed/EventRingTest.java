package io.hookline.shell.internal.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.runtime.Actor;
import io.hookline.api.runtime.Cause;
import io.hookline.api.runtime.RuntimeEvent;
import io.hookline.shell.feed.EventEntry;
import io.hookline.shell.feed.EventFeed;
import io.hookline.shell.feed.EventFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventRingTest {

    private static final Cause ALICE = new Cause(new Actor(Actor.Kind.SHELL, "alice"), "deployed greeting 1.0.0");
    private final EventRing ring = new EventRing(3, 100);

    @Test
    void numbersEventsAndKeepsTheLatest() {
        publish(4);

        assertThat(ring.latest(10, EventFilter.ALL))
                .extracting(EventEntry::number)
                .containsExactly(102L, 103L, 104L);
        assertThat(ring.latest(1, EventFilter.ALL))
                .extracting(EventEntry::number)
                .containsExactly(104L);
        assertThat(ring.last()).isEqualTo(104);
    }

    @Test
    void goesOnBehindANumberAndSaysWhatWasMissed() {
        publish(5);

        assertThat(ring.after(103).events()).extracting(EventEntry::number).containsExactly(104L, 105L);
        assertThat(ring.after(103).missed()).isZero();
        assertThat(ring.after(101).missed()).isEqualTo(1);
        assertThat(ring.after(105).events()).isEmpty();
    }

    @Test
    void aNumberOfAnotherProcessStandsForNone() {
        publish(2);

        assertThat(ring.after(7).events()).hasSize(2);
        assertThat(ring.after(9_999)).satisfies(page -> {
            assertThat(page.events()).hasSize(2);
            assertThat(page.missed()).isZero();
        });
    }

    @Test
    void wakesWhoWaits() throws Exception {
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return ring.await(100, Duration.ofMinutes(1));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        publish(1);

        assertThat(waiting.get(1, TimeUnit.MINUTES)).isTrue();
        assertThat(ring.await(101, Duration.ZERO)).isFalse();
    }

    @Test
    void callsWatchersBackUntilTheyClose() {
        int[] calls = {0};
        EventFeed.Watch watch = ring.watch(() -> calls[0]++);
        publish(1);
        watch.close();
        publish(1);

        assertThat(calls[0]).isEqualTo(1);
    }

    @Test
    void saysInWordsWhatHappened() {
        ring.onEvent(new RuntimeEvent.ReleaseStateChanged(
                Instant.EPOCH, ALICE, "org.example.greeting", "1.0.0", "READY", "RUNNING"));

        EventEntry event = ring.latest(1, EventFilter.ALL).get(0);
        assertThat(event.kind()).isEqualTo("release");
        assertThat(event.subject()).isEqualTo("org.example.greeting@1.0.0");
        assertThat(event.text()).isEqualTo("READY -> RUNNING");
        assertThat(event.actor()).isEqualTo("shell:alice");
        assertThat(event.details()).containsEntry("after", "RUNNING");
    }

    @Test
    void filtersByTerms() {
        ring.onEvent(new RuntimeEvent.ReleaseStateChanged(Instant.EPOCH, ALICE, "greeting", "1.0.0", "", "RUNNING"));
        publish(1);

        assertThat(ring.latest(9, EventFilter.parse("kind=release, actor=ALICE")))
                .hasSize(1);
        assertThat(ring.latest(9, EventFilter.parse("greeting"))).hasSize(1);
        assertThat(ring.latest(9, EventFilter.parse("kind=releas"))).isEmpty();
        assertThat(ring.latest(9, EventFilter.parse(" "))).hasSize(2);
        assertThatThrownBy(() -> EventFilter.parse("colour=red")).hasMessageContaining("kind, subject, actor, reason");
    }

    private void publish(int times) {
        for (int i = 0; i < times; i++) {
            ring.onEvent(new RuntimeEvent.GenerationPublished(
                    Instant.EPOCH, Cause.ofRuntime("a host opened a point"), i, List.of("http.pre-request")));
        }
    }
}
