package io.hookline.api.runtime;

import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/** Something that a guard did. */
@ProviderType
public interface GuardEventDTO {

    /** When. */
    Instant at();

    /** What: TRIPPED, RECOVERED, QUARANTINED, OVERRUN, RETURNED. Later versions add kinds. */
    String kind();

    /** The hook's name within its plugin. */
    String name();

    /** Symbolic name of its bundle. */
    String plugin();

    /** Its bundle's version. */
    String version();

    /** Where it stands. */
    String point();

    /** Why, in words. */
    String reason();
}
