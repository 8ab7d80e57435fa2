package io.hookline.metrics.internal;

import io.hookline.outbox.status.OutboxControl;
import io.hookline.outbox.status.OutboxStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The outboxes, as their relays have seen them last: a scrape asks no database. */
record OutboxMetrics(Supplier<@Nullable OutboxControl> service, Clock clock) implements MetricSource {

    private static final double MS = 1e3;

    @Override
    public void addTo(Families families) {
        OutboxControl control = service.get();
        if (control == null) {
            return;
        }
        Family waiting =
                families.gauge("hookline_outbox_waiting_events", "Events that wait in the database", "database");
        Family oldest = families.gauge(
                "hookline_outbox_oldest_seconds", "Age of the oldest event that waits, 0 if none does", "database");
        Family letters = families.gauge("hookline_outbox_dead_letters", "Dead letters that are kept", "database");
        Family delivered = families.counter("hookline_outbox_delivered_events", "Events delivered", "database");
        Family retried = families.counter(
                "hookline_outbox_retried_deliveries", "Deliveries of an event that failed, to be repeated", "database");
        Family dead = families.counter("hookline_outbox_dead_events", "Events that became dead letters", "database");
        Family problem = families.gauge(
                "hookline_outbox_problem",
                "1 while the database is away or no hook takes an event, else 0",
                "database");
        for (OutboxStatus status : control.lastStatuses()) {
            String name = status.database();
            Instant first = status.oldest();
            if (status.waiting() >= 0) {
                waiting.add(status.waiting(), name);
                oldest.add(
                        first == null
                                ? 0
                                : Duration.between(first, clock.instant()).toMillis() / MS,
                        name);
                letters.add(status.deadLetters(), name);
            }
            delivered.add(status.delivered(), name);
            retried.add(status.retried(), name);
            dead.add(status.dead(), name);
            problem.add(status.problem().isEmpty() ? 0 : 1, name);
        }
    }
}
