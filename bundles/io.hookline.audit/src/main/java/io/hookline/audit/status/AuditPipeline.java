package io.hookline.audit.status;

import io.hookline.audit.AuditRecord;
import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The pipeline, for operators. An OSGi service. Safe for use by many threads. */
@ProviderType
public interface AuditPipeline {

    /** The buffer and the spool. */
    SpoolStatus spool();

    /** The outputs, by name. */
    List<OutputStatus> outputs();

    /** Where a record would go; it goes nowhere. */
    RouteTrial tryOut(AuditRecord record);

    /**
     * Sends the dead letters of an output again.
     *
     * @return how many records
     * @throws IllegalArgumentException if there is no such output
     * @throws IOException if the disk refuses
     */
    int replay(String output) throws IOException;

    /**
     * Forgets an output that has no plugin and no route: the spool keeps no records for it any longer.
     *
     * @throws IllegalArgumentException if there is no such output, or it is in use
     * @throws IOException if the disk refuses
     */
    void forget(String output) throws IOException;
}
