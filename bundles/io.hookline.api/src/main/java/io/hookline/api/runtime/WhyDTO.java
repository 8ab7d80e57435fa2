package io.hookline.api.runtime;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Why one hook runs ahead of another. */
@ProviderType
public interface WhyDTO {

    /** Where both stand. */
    String point();

    /** The one that runs earlier. */
    String first();

    /** The one that runs later. */
    String second();

    /** What decided, in words. */
    String rule();

    /** The wishes that decided, as a path from the first to the second; empty if ranking or age did. */
    List<EdgeDTO> edges();

    /** A wish that was granted. */
    @ProviderType
    interface EdgeDTO {

        /** The hook that stands ahead. */
        String ahead();

        /** The hook that stands behind. */
        String behind();

        /** The one of the two that asked for it. */
        String declaredBy();
    }
}
