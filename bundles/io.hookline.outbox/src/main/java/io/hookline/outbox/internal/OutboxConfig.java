package io.hookline.outbox.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The outbox's configuration, PID {@value #PID}. Without a configuration there is no outbox; an empty one switches it
 * on with the defaults. A change applies while it runs.
 */
@ObjectClassDefinition(name = "Hookline Outbox", description = "How published events are delivered to hooks")
@interface OutboxConfig {

    /** The configuration's PID. */
    String PID = "io.hookline.outbox";

    @AttributeDefinition(
            description = "Threads that deliver the events of one database, each with a connection of its pool",
            min = "1",
            max = "64")
    int workers() default 2;

    @AttributeDefinition(description = "How many events one transaction delivers at most", min = "1", max = "10000")
    int batchEvents() default 100;

    @AttributeDefinition(
            description = "How long a transaction goes on to take events; the delivery that it has begun is ended",
            min = "1",
            max = "60000")
    long batchMillis() default 2_000;

    @AttributeDefinition(
            description = "How long hooks have for an event: the deadline of their context",
            min = "1",
            max = "600000")
    long deliveryMillis() default 10_000;

    @AttributeDefinition(
            description = "How often the database is asked for events that other processes have published",
            min = "1",
            max = "600000")
    long pollMillis() default 1_000;

    @AttributeDefinition(
            description = "Pause after the first failed delivery of an event; each further one doubles it, and half of"
                    + " it is random",
            min = "1",
            max = "3600000")
    long retryMillis() default 1_000;

    @AttributeDefinition(description = "The longest pause between two deliveries", min = "1", max = "86400000")
    long retryMaxMillis() default 600_000;

    @AttributeDefinition(
            description = "After so many failed deliveries an event becomes a dead letter; the default spans about two"
                    + " hours",
            min = "1",
            max = "1000000")
    int maxAttempts() default 20;

    @AttributeDefinition(description = "How many days dead letters are kept; 0 for ever", min = "0", max = "36500")
    int deadLetterDays() default 30;

    @AttributeDefinition(
            description = "How many days the notes of exactly-once consumers are kept; more than an event can wait",
            min = "1",
            max = "36500")
    int processedDays() default 30;
}
