package io.hookline.plugin.jwt.internal;

import io.hookline.common.identity.VerificationKeys;
import io.hookline.common.text.Printable;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the keys of an issuer again and again, always on its timer's thread: no call waits for a fetch.
 *
 * <pre>
 *  begin ─▶ fetch ─┬─ good ─▶ handed over if they are new ─▶ next fetch after 'refresh' ─▶ fetch
 *                  └─ bad  ─▶ the earlier keys stay        ─▶ next fetch after 1, 2, 4 … 30 s ─▶ fetch
 *  unknown key ─▶ fetch at once, unless the last one began less than 'refetch' ago
 * </pre>
 */
final class KeyRefresh implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeyRefresh.class);

    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    private final String name;
    private final KeySource source;
    private final Timer timer;
    private final LongSupplier nanoClock;
    private final BiConsumer<KeyRefresh, VerificationKeys> newKeys;
    private final CompletableFuture<Void> firstAttempt = new CompletableFuture<>();
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile IssuerSettings.Pace pace;
    private volatile long begunNanos;
    private volatile long fetchedNanos;
    private volatile boolean fetched;
    private volatile @Nullable String problem;

    // Used on the timer's thread alone.
    private byte[] content = {};
    private int failures;
    private long plan;

    /**
     * Does nothing before {@link #begin()}.
     *
     * @param newKeys is given keys that differ from the earlier ones, on the timer's thread
     */
    KeyRefresh(
            String name,
            KeySource source,
            IssuerSettings.Pace pace,
            Timer timer,
            LongSupplier nanoClock,
            BiConsumer<KeyRefresh, VerificationKeys> newKeys) {
        this.name = name;
        this.source = source;
        this.pace = pace;
        this.timer = timer;
        this.nanoClock = nanoClock;
        this.newKeys = newKeys;
        this.begunNanos = nanoClock.getAsLong();
    }

    /** Fetches now and from now on. */
    void begin() {
        timer.after(Duration.ZERO, this::attempt);
    }

    /** Changes how often keys are fetched, from now on. */
    void changePace(IssuerSettings.Pace changed) {
        IssuerSettings.Pace before = pace;
        pace = changed;
        if (!changed.refresh().equals(before.refresh())) {
            timer.after(Duration.ZERO, this::attempt);
        }
    }

    /** A token names a key that is not there: it may be a new one. Returns at once. */
    void keyIsUnknown() {
        if (nanoClock.getAsLong() - begunNanos >= pace.refetch().toNanos() && asked.compareAndSet(false, true)) {
            timer.after(Duration.ZERO, this::attempt);
        }
    }

    /** Whether keys were fetched, not too long ago. */
    boolean isFresh() {
        Duration outage = pace.outage();
        return fetched && (outage == null || nanoClock.getAsLong() - fetchedNanos <= outage.toNanos());
    }

    /** Why the latest fetch failed; null if it did not. */
    @Nullable
    String problem() {
        return problem;
    }

    /** Completes when the first fetch has succeeded or failed, or this is closed. */
    CompletableFuture<Void> firstAttempt() {
        return firstAttempt;
    }

    @Override
    public void close() {
        timer.close();
        source.close();
        firstAttempt.complete(null);
    }

    private void attempt() {
        begunNanos = nanoClock.getAsLong();
        asked.set(false);
        try {
            accept(source.fetch());
            planNext(pace.refresh());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // It is closed.
        } catch (IOException | RuntimeException e) {
            Duration delay = retryDelay();
            report(String.valueOf(e.getMessage()), delay);
            planNext(delay);
        } finally {
            firstAttempt.complete(null);
        }
    }

    private void accept(byte[] latest) {
        if (!Arrays.equals(latest, content)) {
            VerificationKeys keys;
            try {
                keys = VerificationKeys.parse(latest);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(source.place() + " is refused: " + e.getMessage(), e);
            }
            newKeys.accept(this, keys);
            content = latest;
            LOG.info("{} has {} usable keys, from {}", name, keys.size(), source.place());
        } else if (problem != null) {
            LOG.info("the keys of {} can be read again", name);
        }
        fetchedNanos = nanoClock.getAsLong();
        fetched = true;
        failures = 0;
        problem = null;
    }

    private Duration retryDelay() {
        Duration doubled = Duration.ofSeconds(1L << Math.min(failures++, 10));
        Duration most = pace.refresh().compareTo(LONGEST_RETRY) < 0 ? pace.refresh() : LONGEST_RETRY;
        return doubled.compareTo(most) < 0 ? doubled : most;
    }

    private void report(String reason, Duration delay) {
        String text = Printable.excerpt(reason);
        if (!text.equals(problem)) {
            LOG.warn(
                    "the keys of {} cannot be read: {}; {}; the next attempt is in {} s",
                    name,
                    text,
                    isFresh() ? "the earlier ones stay" : "its tokens are answered with 503",
                    delay.toSeconds());
        }
        problem = text;
    }

    /** Only the latest plan counts: a fetch in between makes another one. */
    private void planNext(Duration delay) {
        long mine = ++plan;
        timer.after(delay, () -> {
            if (mine == plan) {
                attempt();
            }
        });
    }
}
