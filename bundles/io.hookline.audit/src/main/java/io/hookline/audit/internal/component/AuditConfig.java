package io.hookline.audit.internal.component;

import io.hookline.api.plugin.Protects;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The pipeline of audit records. A change takes effect at once; no record is lost by it. */
@ObjectClassDefinition(
        id = AuditConfig.PID,
        name = "Hookline Audit",
        description = "How audit records are kept in memory and on disk, and how they are delivered")
@interface AuditConfig {

    /** The PID. */
    String PID = "io.hookline.audit";

    @AttributeDefinition(description = "How many records wait in memory at most", min = "1", max = "10000000")
    int bufferRecords() default 10_000;

    @AttributeDefinition(
            description = "How many bytes of records wait in memory at most, about",
            min = "10000",
            max = "10000000000")
    long bufferBytes() default 16_000_000;

    @AttributeDefinition(
            description = "What happens if they do not fit: the newest or the oldest are dropped; or spill: the writer"
                    + " no longer waits until the disk has synced what it wrote, and only then the newest are dropped",
            options = {
                @Option(label = "drop-newest", value = "drop-newest"),
                @Option(label = "drop-oldest", value = "drop-oldest"),
                @Option(label = "spill", value = "spill")
            })
    String overflow() default "drop-newest";

    @AttributeDefinition(description = "So many records are written to the disk at once", min = "1", max = "100000")
    int flushRecords() default 1_000;

    @AttributeDefinition(description = "So many bytes are written to the disk at once", min = "1000", max = "100000000")
    long flushBytes() default 1_000_000;

    @AttributeDefinition(
            description = "How long a record waits in memory for others; what waits is lost if the process is killed",
            min = "0",
            max = "60000")
    long flushMillis() default 50;

    @AttributeDefinition(description = "Size of a file of the spool", min = "10000", max = "1000000000")
    long segmentBytes() default 8_000_000;

    @AttributeDefinition(
            description = "Largest size of the spool on disk, two segments at least",
            min = "20000",
            max = "10000000000000")
    long spoolBytes() default 256_000_000;

    @AttributeDefinition(
            description = "What happens if the spool is full: its oldest file is dropped, or new records are",
            options = {
                @Option(label = "drop-oldest", value = "drop-oldest"),
                @Option(label = "drop-newest", value = "drop-newest")
            })
    String spoolFull() default "drop-oldest";

    @AttributeDefinition(description = "How many records an output gets at once at most", min = "1", max = "100000")
    int batchRecords() default 500;

    @AttributeDefinition(description = "How many bytes an output gets at once, about", min = "1000", max = "100000000")
    long batchBytes() default 1_000_000;

    @AttributeDefinition(
            description = "Pause after a failed delivery; each further one doubles it",
            min = "1",
            max = "3600000")
    long retryMillis() default 500;

    @AttributeDefinition(description = "The longest pause between deliveries", min = "1", max = "86400000")
    long retryMaxMillis() default 60_000;

    @AttributeDefinition(
            description = "After how many failed deliveries in a row an output gets single records as a trial",
            min = "1",
            max = "1000000")
    int breakerFailures() default 5;

    @AttributeDefinition(
            description = "Largest size of the dead letters of an output; further ones are dropped",
            min = "1000",
            max = "10000000000")
    long deadLetterBytes() default 64_000_000;

    @AttributeDefinition(description = "Names of fields whose values are removed from records, in any case")
    @Protects("the removal of secrets from audit records")
    String[] redactFields() default {};

    @AttributeDefinition(
            description =
                    "Regular expressions; what matches is removed from the texts of records. A comma is written \\,")
    @Protects("the removal of secrets from audit records")
    String[] redactPatterns() default {};
}
