package io.hookline.common.httpoutput;

import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.Delivery;
import java.io.IOException;
import java.util.List;

/** How records are written for one kind of receiver, and how its answers are read. Called by one thread at a time. */
public interface HttpProtocol {

    /** A request with these records, at least one. */
    HttpCall call(List<AuditEntry> entries);

    /**
     * The results of a request that succeeded: one for each record, in the same order.
     *
     * @throws IOException if the answer is none of this protocol; the records are sent again later
     */
    List<Delivery> results(Answer answer, List<AuditEntry> entries) throws IOException;

    /** What any other answer means. */
    default Verdict verdict(Answer answer) {
        return Verdict.of(answer);
    }
}
