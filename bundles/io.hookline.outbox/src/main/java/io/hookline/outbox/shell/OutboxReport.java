package io.hookline.outbox.shell;

import io.hookline.common.text.Folded;
import io.hookline.common.text.Table;
import io.hookline.outbox.status.OutboxStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What {@code hook:outbox} prints. */
record OutboxReport(List<OutboxStatus> outboxes) {

    String text(int width, Instant now) {
        if (outboxes.isEmpty()) {
            return Folded.of("", "No host has opened an outbox: does io.hookline.records run?", width);
        }
        Table table =
                new Table("DATABASE", "WAITING", "OLDEST", "DEAD LETTERS", "DELIVERED", "RETRIED", "DEAD", "PROBLEM");
        for (OutboxStatus one : outboxes) {
            Instant oldest = one.oldest();
            table.row(
                    one.database(),
                    one.waiting() < 0 ? "?" : one.waiting(),
                    oldest == null ? "-" : age(Duration.between(oldest, now)),
                    one.deadLetters() < 0 ? "?" : one.deadLetters(),
                    one.delivered(),
                    one.retried(),
                    one.dead(),
                    one.problem().isEmpty() ? "-" : one.problem());
        }
        return table.text(width);
    }

    private static String age(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        return seconds < 120 ? seconds + " s" : seconds < 7_200 ? seconds / 60 + " min" : seconds / 3_600 + " h";
    }
}
