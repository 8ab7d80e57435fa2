package io.hookline.api.runtime;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** A bundle that publishes hooks or asks for a hook point. */
@ProviderType
public interface PluginDTO {

    /** Symbolic name. */
    String name();

    /** Bundle version. */
    String version();

    /** Bundle id. */
    long bundleId();

    /** The bundle's state in the framework's words: INSTALLED, RESOLVED, STARTING, ACTIVE, STOPPING. */
    String state();

    /** Points in whose chain it stands. */
    List<String> active();

    /** Points where a newer release stands in its place. */
    List<String> standby();

    /** Points it requires, as its manifest says. */
    List<String> asks();
}
