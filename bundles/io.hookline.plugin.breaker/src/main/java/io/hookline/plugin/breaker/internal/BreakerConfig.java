package io.hookline.plugin.breaker.internal;

import io.hookline.api.plugin.Pattern;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * When an upstream is not called any more. PID {@code io.hookline.plugin.breaker}; changes take effect with the next
 * request: a breaker that is open stays open, and all begin to count anew.
 */
@ObjectClassDefinition(name = "Circuit breaker")
@interface BreakerConfig {

    /** Percent of failed calls that open a breaker; 1 to 100. */
    @AttributeDefinition(name = "Failures", description = "Percent of failed calls", min = "1", max = "100")
    int failurePercent() default 50;

    /** Statuses of the upstream that count as failures. */
    @AttributeDefinition(name = "Failure statuses", description = "Statuses that count as failures")
    @Pattern("([45][0-9][0-9])?")
    String[] failureStatuses() default {"500", "502", "503", "504"};

    /** A call is slow if the head of its response takes more milliseconds; 1 to 3,600,000. */
    @AttributeDefinition(
            name = "Slow after",
            description = "Milliseconds up to the head of the response",
            min = "1",
            max = "3600000")
    long slowMillis() default 10_000;

    /** Percent of slow calls that open a breaker; 1 to 100. */
    @AttributeDefinition(name = "Slow calls", description = "Percent of slow calls", min = "1", max = "100")
    int slowPercent() default 100;

    /** How many of the latest calls are looked at; 2 to 100,000. */
    @AttributeDefinition(name = "Window", description = "Latest calls that count", min = "2", max = "100000")
    int windowCalls() default 100;

    /** How many calls there must be before a breaker opens; 1 to {@link #windowCalls}. */
    @AttributeDefinition(name = "Fewest calls", description = "Calls before it opens", min = "1", max = "100000")
    int minCalls() default 20;

    /** Milliseconds for which an open breaker refuses all calls; 100 to 3,600,000. */
    @AttributeDefinition(name = "Open for", description = "Milliseconds without calls", min = "100", max = "3600000")
    long openMillis() default 10_000;

    /** How many calls try the upstream out after that, before the breaker closes or opens again; 1 to 1000. */
    @AttributeDefinition(name = "Trials", description = "Calls that try it out again", min = "1", max = "1000")
    int trialCalls() default 10;
}
