package io.hookline.plugin.breaker.internal;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The breaker of one upstream. Safe for use by many threads; never blocks. */
final class UpstreamBreaker {

    private static final Logger LOG = LoggerFactory.getLogger(UpstreamBreaker.class);

    private final String upstream;
    private final BreakerRules rules;
    private final Clock clock;
    private final CircuitBreaker breaker;
    private volatile Instant opened;

    UpstreamBreaker(String upstream, BreakerRules rules, Clock clock) {
        this.upstream = upstream;
        this.rules = rules;
        this.clock = clock;
        this.breaker = CircuitBreaker.of(upstream, rules.breaker());
        this.opened = clock.instant();
        breaker.getEventPublisher().onStateTransition(event -> {
            CircuitBreaker.State state = event.getStateTransition().getToState();
            if (state == CircuitBreaker.State.OPEN) {
                opened = clock.instant();
            }
            LOG.info("the breaker of upstream {} is {} now", upstream, nameOf(state));
        });
    }

    /** The same upstream under other rules: open if it was, without what was counted. */
    UpstreamBreaker under(BreakerRules others) {
        UpstreamBreaker next = new UpstreamBreaker(upstream, others, clock);
        if (breaker.getState() != CircuitBreaker.State.CLOSED) {
            next.breaker.transitionToOpenState();
        }
        return next;
    }

    /** Whether a call may be made. If so, one of the methods below has to follow. */
    boolean tryEnter() {
        return breaker.tryAcquirePermission();
    }

    /** The upstream has answered; slow if it took long. */
    void answered(Duration took) {
        breaker.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The upstream has failed. */
    void failed(Duration took) {
        breaker.onError(took.toNanos(), TimeUnit.NANOSECONDS, new Failed());
    }

    /** The call says nothing about the upstream. */
    void forget() {
        breaker.releasePermission();
    }

    /** When a refused client may try again: whole seconds, 1 at least. */
    long retryAfterSeconds() {
        if (breaker.getState() != CircuitBreaker.State.OPEN) {
            return 1;
        }
        Duration left = Duration.between(clock.instant(), opened.plus(rules.open()));
        return Math.max(1, left.plusMillis(999).toSeconds());
    }

    BreakerRules rules() {
        return rules;
    }

    BreakerState state() {
        CircuitBreaker.Metrics metrics = breaker.getMetrics();
        return new BreakerState(
                upstream,
                nameOf(breaker.getState()),
                (int) metrics.getFailureRate(),
                (int) metrics.getSlowCallRate(),
                metrics.getNumberOfBufferedCalls(),
                metrics.getNumberOfNotPermittedCalls());
    }

    private static String nameOf(CircuitBreaker.State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What is recorded for each failure: the library wants one, and nothing reads it. */
    private static final class Failed extends RuntimeException {

        private static final long serialVersionUID = 1;

        private Failed() {
            super("the upstream failed", null, false, false);
        }
    }
}
