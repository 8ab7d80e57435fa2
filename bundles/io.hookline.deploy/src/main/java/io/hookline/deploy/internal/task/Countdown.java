package io.hookline.deploy.internal.task;

import java.time.Duration;
import java.util.function.Consumer;

/** Tells once a second how long something has been waited for, and for how long at most. Used by one thread. */
public final class Countdown {

    private static final long TELL_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    private final Duration limit;
    private final Consumer<String> listener;
    private final long begunNanos = System.nanoTime();
    private long nextNanos = begunNanos + TELL_EVERY_NANOS;

    /** Begins to count. */
    public Countdown(Duration limit, Consumer<String> listener) {
        this.limit = limit;
        this.listener = listener;
    }

    /** Tells how long it has taken, if a second has passed since it was told last. */
    public void tick(String what) {
        tick(what, " of " + (limit.toMillis() + 999) / 1_000);
    }

    private void tick(String what, String of) {
        long now = System.nanoTime();
        if (now - nextNanos >= 0) {
            nextNanos += TELL_EVERY_NANOS;
            listener.accept(what + " (" + Duration.ofNanos(now - begunNanos).toSeconds() + of + " s)");
        }
    }

    /** Tells how long something has taken, if a second has passed since it was told last, whose limit is not known. */
    public void tickWithoutLimit(String what) {
        tick(what, "");
    }

    /** How much time is left; zero if the limit has passed. */
    public Duration left() {
        Duration left = limit.minusNanos(System.nanoTime() - begunNanos);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Whether the limit has passed. */
    public boolean isOver() {
        return left().isZero();
    }
}
