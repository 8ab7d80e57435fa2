package io.hookline.api.plugin;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a bundle makes of several configurations together: it says which ones it cannot use although each is good by
 * itself, and hears of those that were refused while nothing else is in their place. A service of the bundle that
 * defines the configurations, with the property {@value #PID}.
 *
 * <p>When the service is registered, or its properties change, it is asked again, and what it says is shown with the
 * configurations: so it changes a property when its answer changes. Called by any thread, by several at once; must not
 * wait, and must not change configurations.
 *
 * @since 1.3
 */
@ConsumerType
public interface ConfigurationUse {

    /** Service property: the PID, or the factory PID, of the configurations; a string. */
    String PID = "hookline.use.pid";

    /** Why configurations are not used, by PID, each with the cause and the cure, and without secrets. */
    Map<String, List<String>> unused();

    /**
     * Configurations were refused, and none of the same PID is current. Told each time that this changes.
     *
     * @param settings by PID; what the files say as far as it can be read, with placeholders; it may have wrong types
     */
    void refused(Map<String, Map<String, Object>> settings);
}
