package io.hookline.metrics.internal;

import io.hookline.audit.status.AuditPipeline;
import io.hookline.audit.status.OutputStatus;
import io.hookline.audit.status.SpoolStatus;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The pipeline of audit records. */
record AuditMetrics(Supplier<@Nullable AuditPipeline> service) implements MetricSource {

    private static final double MS = 1e3;

    @Override
    public void addTo(Families families) {
        AuditPipeline pipeline = service.get();
        if (pipeline == null) {
            return;
        }
        SpoolStatus spool = pipeline.spool();
        families.counter("hookline_audit_records", "Audit records that the buffer has taken")
                .add(spool.accepted());
        families.gauge("hookline_audit_buffer_records", "Audit records that wait in memory")
                .add(spool.waiting());
        Family dropped = families.counter(
                "hookline_audit_dropped_records", "Audit records lost before the spool, by what was full", "cause");
        dropped.add(spool.droppedOldest() + spool.droppedNewest(), "buffer");
        dropped.add(spool.dropped(), "spool");
        families.counter("hookline_audit_unrouted_records", "Audit records that no route has taken")
                .add(spool.unrouted());
        families.counter("hookline_audit_spooled_records", "Audit records written to the spool")
                .add(spool.written());
        families.gauge("hookline_audit_spool_records", "Audit records in the spool")
                .add(spool.records());
        families.gauge("hookline_audit_spool_bytes", "Size of the spool on disk")
                .add(spool.bytes());
        families.gauge("hookline_audit_spool_problem", "1 while the disk refuses records, else 0")
                .add(spool.problem().isEmpty() ? 0 : 1);
        addOutputs(families, pipeline);
    }

    private static void addOutputs(Families families, AuditPipeline pipeline) {
        Family state = families.gauge(
                "hookline_audit_output_state", "1 for the state that the output is in", "output", "state");
        Family lag = families.gauge(
                "hookline_audit_output_lag_records", "Records of the spool that the output has not passed", "output");
        Family oldest = families.gauge(
                "hookline_audit_output_oldest_seconds",
                "Age of the oldest record that the output has not passed",
                "output");
        Family sent =
                families.counter("hookline_audit_output_sent_records", "Records that the output delivered", "output");
        Family retried = families.counter(
                "hookline_audit_output_retried_records",
                "Deliveries of a record that failed, to be repeated",
                "output");
        Family rejected = families.counter(
                "hookline_audit_output_rejected_records", "Records that the output rejected for good", "output");
        Family dropped = families.counter(
                "hookline_audit_output_dropped_records",
                "Records that the output lost: spool or dead letters were full",
                "output");
        Family dead = families.gauge(
                "hookline_audit_output_dead_letter_bytes", "Size of the output's dead letters", "output");
        for (OutputStatus output : pipeline.outputs()) {
            String name = output.name();
            state.add(1, name, output.state().name().toLowerCase(Locale.ROOT));
            lag.add(output.lag(), name);
            oldest.add(output.oldest().toMillis() / MS, name);
            sent.add(output.sent(), name);
            retried.add(output.retried(), name);
            rejected.add(output.rejected(), name);
            dropped.add(output.dropped(), name);
            dead.add(output.deadLetterBytes(), name);
        }
    }
}
