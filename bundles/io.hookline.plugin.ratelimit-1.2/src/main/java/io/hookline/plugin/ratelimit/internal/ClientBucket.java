package io.hookline.plugin.ratelimit.internal;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.util.concurrent.atomic.AtomicLong;

/** The tokens of one client under one limit. Safe for use by many threads; never blocks for long. */
final class ClientBucket {

    private final String name;
    private final Bucket bucket;
    private final AtomicLong unreported = new AtomicLong();
    private volatile Rate rate;

    ClientBucket(String name, Rate rate, long tokens, TimeMeter clock) {
        this.name = name;
        this.rate = rate;
        this.bucket = Bucket.builder()
                .addLimit(rate.bandwidth(tokens))
                .withCustomTimePrecision(clock)
                .build();
    }

    String name() {
        return name;
    }

    Rate rate() {
        return rate;
    }

    /** Uses another rate from now on. The tokens stay, as far as they fit. */
    void use(Rate wanted) {
        if (wanted.equals(rate)) {
            return;
        }
        synchronized (this) {
            if (!wanted.equals(rate)) {
                bucket.replaceConfiguration(wanted.configuration(), TokensInheritanceStrategy.AS_IS);
                rate = wanted;
            }
        }
    }

    boolean hasToken() {
        return bucket.estimateAbilityToConsume(1).canBeConsumed();
    }

    Verdict take() {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return new Verdict(
                probe.isConsumed(),
                rate.burst(),
                Math.max(0, probe.getRemainingTokens()),
                probe.getNanosToWaitForRefill(),
                probe.getNanosToWaitForReset());
    }

    /** What is left; less than zero if the nodes together have given out more than there was. */
    long tokens() {
        return bucket.getAvailableTokens();
    }

    /** Counts a token that other nodes have to know of; true if it is the first since {@link #report}. */
    boolean countForReport() {
        return unreported.getAndIncrement() == 0;
    }

    /** The tokens taken since the last report. */
    long report() {
        return unreported.getAndSet(0);
    }

    /** Sets the tokens to those that all nodes have in common, less what was taken here meanwhile. */
    void agree(long common) {
        long surplus = bucket.getAvailableTokens() - (common - unreported.get());
        if (surplus > 0) {
            bucket.consumeIgnoringRateLimits(surplus);
        } else if (surplus < 0) {
            bucket.addTokens(-surplus);
        }
    }
}
