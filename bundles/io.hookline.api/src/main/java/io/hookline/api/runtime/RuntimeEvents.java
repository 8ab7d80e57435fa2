package io.hookline.api.runtime;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes the events of all components of the runtime and tells the listeners. An OSGi service. Safe for use by many
 * threads.
 */
@ProviderType
public interface RuntimeEvents {

    /** Tells all listeners, later and on another thread. Returns at once; may be called under locks. */
    void publish(RuntimeEvent event);
}
