package io.hookline.api.runtime;

import io.hookline.api.ErrorPolicy;
import org.osgi.annotation.versioning.ProviderType;

/** How a hook is guarded, and what its guard sees. */
@ProviderType
public interface GuardDTO {

    /** The hook's name within its plugin. */
    String name();

    /** Symbolic name of its bundle. */
    String plugin();

    /** Its bundle's version. */
    String version();

    /** Where it stands. */
    String point();

    /** What its failures do there: what the point says, or its rule; of a hook that the point requires, ABORT. */
    ErrorPolicy errorPolicy();

    /** On which thread it runs, and who watches it: INLINE, WATCHED, POOL. */
    String isolation();

    /** Its limits, in words. */
    String limits();

    /** What its breaker does: CLOSED lets calls through, OPEN and LOCKED none, HALF_OPEN some. */
    String breaker();

    /** Why the breaker is not closed; empty if it is. */
    String reason();

    /** How long until an open breaker lets a call through to see; 0 if it is not open. */
    long probeInMillis();

    /** How many calls were refused, because the breaker was open or its threads were busy. */
    long refusedCalls();

    /** How many calls do not come back. */
    int hanging();

    /** Percent of one core that the hook used in the latest second, estimated from calls that were measured. */
    double cpuPercent();

    /** MB a second that it allocated, likewise. */
    double allocatedMegabytes();
}
