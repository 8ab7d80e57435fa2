package io.hookline.audit;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes audit records from their sources. An OSGi service. Safe for use by many threads.
 *
 * <p>A record is routed, redacted, written to the spool on disk and delivered later, on other threads. Until it is in
 * the spool it waits in a bounded buffer in memory; a record that does not fit is dropped and counted, as the
 * configuration {@code io.hookline.audit} says.
 */
@ProviderType
public interface AuditSink {

    /** Hands a record in. Returns at once: it never blocks, waits for no disk, and never throws. */
    void put(AuditRecord record);
}
