package io.hookline.api.runtime;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** A plugin that a route could lead to. */
@ProviderType
public interface CandidateDTO {

    /** Its id, as in {@link PluginDTO#id}. */
    String id();

    /** Symbolic name of its bundle. */
    String plugin();

    /** Its bundle's version. */
    String version();

    /** Its bundle's id. */
    long bundleId();

    /** The {@code service.ranking} of its service; of several that fit, of the best one. */
    int ranking();

    /** All its tags. */
    List<String> tags();

    /** Whether the route leads to it. */
    boolean chosen();

    /** Why it does, or does not, in words. */
    String reason();
}
