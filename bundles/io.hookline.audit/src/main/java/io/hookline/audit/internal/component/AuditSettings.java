package io.hookline.audit.internal.component;

import io.hookline.audit.internal.buffer.BufferLimits;
import io.hookline.audit.internal.buffer.Overflow;
import io.hookline.audit.internal.buffer.SpoolLimits;
import io.hookline.audit.internal.deliver.DeliverySettings;
import io.hookline.audit.internal.route.Redactor;
import java.util.List;
import java.util.Locale;

/**
 * A configuration of the pipeline, checked.
 *
 * @param buffer the limits of the buffer
 * @param spool the limits of the spool
 * @param segmentBytes the size of a segment
 * @param delivery how records are delivered
 * @param redactor what is removed from records
 */
record AuditSettings(
        BufferLimits buffer, SpoolLimits spool, long segmentBytes, DeliverySettings delivery, Redactor redactor) {

    /**
     * The settings of a configuration.
     *
     * @throws IllegalArgumentException if options contradict each other; the message names them
     */
    static AuditSettings of(AuditConfig config) {
        if (config.spoolBytes() < 2 * config.segmentBytes()) {
            throw new IllegalArgumentException("spoolBytes is " + config.spoolBytes()
                    + ", and has to be twice segmentBytes, " + config.segmentBytes() + ", at least");
        }
        if (config.retryMaxMillis() < config.retryMillis()) {
            throw new IllegalArgumentException("retryMaxMillis is " + config.retryMaxMillis()
                    + ", less than retryMillis, " + config.retryMillis());
        }
        return new AuditSettings(
                new BufferLimits(
                        config.bufferRecords(),
                        config.bufferBytes(),
                        Overflow.valueOf(
                                config.overflow().toUpperCase(Locale.ROOT).replace('-', '_')),
                        config.flushRecords(),
                        config.flushBytes(),
                        config.flushMillis()),
                new SpoolLimits(config.spoolBytes(), config.spoolFull().equals("drop-oldest")),
                config.segmentBytes(),
                new DeliverySettings(
                        config.batchRecords(),
                        config.batchBytes(),
                        config.retryMillis(),
                        config.retryMaxMillis(),
                        config.breakerFailures(),
                        config.deadLetterBytes()),
                new Redactor(List.of(config.redactFields()), List.of(config.redactPatterns())));
    }
}
