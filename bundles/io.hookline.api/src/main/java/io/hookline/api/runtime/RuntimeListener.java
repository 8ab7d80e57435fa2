package io.hookline.api.runtime;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told what happens to the runtime. Publish it as an OSGi service, or add it to an engine.
 *
 * <p>Each listener gets the events in the order in which they happened, one at a time, on a thread of the runtime that
 * no call and no change waits for. A slow listener delays only itself: if more than a thousand events wait for it, the
 * oldest are dropped, and it is told how many by {@link RuntimeEvent.EventsDropped}. An exception is logged; the
 * listener gets the next event. Once the service is unregistered, no further event is delivered.
 */
@ConsumerType
@FunctionalInterface
public interface RuntimeListener {

    /** Something has happened. May block. */
    void onEvent(RuntimeEvent event);
}
