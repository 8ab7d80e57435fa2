package io.hookline.audit.output;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Delivers audit records to a place outside the process. Published as a service with the property {@value #NAME}, by
 * which routes name it.
 *
 * <p>Records are delivered at least once: after a crash, and when a delivery is repeated, the same record comes again
 * with the same {@link AuditEntry#sequence()}. The position in the spool belongs to the name: while there is no service
 * of that name records wait, and a service that takes the name over goes on where the one before stopped. If there are
 * several, the one with the highest {@code service.ranking} delivers.
 */
@ConsumerType
public interface AuditOutput {

    /** Service property: the output's name, 1 to 64 lower-case letters, digits and hyphens; a string. */
    String NAME = "hookline.audit.output";

    /**
     * Delivers records, oldest first. Called by one thread at a time, never for two batches at once; it may block,
     * which delays no other output. The service is released only after the call has ended, for at most ten seconds: end
     * it when the thread is interrupted.
     *
     * @param entries at least one
     * @return a result for each entry, in the same order; {@link Delivery#DONE} only for what will survive a crash of
     *     both sides
     * @throws Exception if nothing is known of any of them: all are tried again later
     */
    List<Delivery> deliver(List<AuditEntry> entries) throws Exception;
}
