package io.hookline.plugin.breaker.internal;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The configuration, checked. Immutable.
 *
 * @param failureStatuses of the upstream
 * @param slow a call that takes longer is slow
 * @param open how long a breaker stays open
 */
record BreakerRules(Set<Integer> failureStatuses, Duration slow, Duration open, CircuitBreakerConfig breaker) {

    /**
     * Checks a configuration.
     *
     * @throws IllegalArgumentException if options contradict each other; the message names them
     */
    static BreakerRules of(BreakerConfig config, Clock clock) {
        if (config.minCalls() > config.windowCalls()) {
            throw new IllegalArgumentException("'minCalls' is " + config.minCalls() + ", but 'windowCalls' is only "
                    + config.windowCalls() + ": a breaker would never open");
        }
        Duration slow = Duration.ofMillis(config.slowMillis());
        Duration open = Duration.ofMillis(config.openMillis());
        CircuitBreakerConfig breaker = CircuitBreakerConfig.custom()
                .clock(clock)
                .failureRateThreshold(config.failurePercent())
                .slowCallDurationThreshold(slow)
                .slowCallRateThreshold(config.slowPercent())
                .slidingWindow(config.windowCalls(), config.minCalls(), SlidingWindowType.COUNT_BASED)
                .waitDurationInOpenState(open)
                .permittedNumberOfCallsInHalfOpenState(config.trialCalls())
                .writableStackTraceEnabled(false)
                .build();
        Set<Integer> statuses = Stream.of(config.failureStatuses())
                .filter(text -> !text.isBlank())
                .map(text -> Integer.valueOf(text.strip()))
                .collect(Collectors.toUnmodifiableSet());
        return new BreakerRules(statuses, slow, open, breaker);
    }
}
