package io.hookline.shell.feed;

import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The latest events of the runtime, up to {@value #MOST} of them. An OSGi service, kept once for all who show events.
 * Safe for use by many threads.
 */
@ProviderType
public interface EventFeed {

    /** How many events are kept. */
    int MOST = 2_000;

    /** The number of the latest event, or of the one that was before the first. */
    long last();

    /** The latest events that pass, oldest first. */
    List<EventEntry> latest(int most, EventFilter filter);

    /**
     * The events that follow a number, oldest first.
     *
     * @param number the number of the last event that is known; one that this feed has never had stands for none
     */
    Page after(long number);

    /**
     * Waits until there is an event that follows a number.
     *
     * @return whether there is one
     */
    boolean await(long number, Duration atMost) throws InterruptedException;

    /**
     * Calls back after each event, until the watch is closed. For those who cannot wait on a thread of their own.
     *
     * @param added must return at once, and throw nothing
     */
    Watch watch(Runnable added);

    /**
     * Events that follow a number.
     *
     * @param events oldest first
     * @param missed how many followed the number as well, and are no longer kept
     */
    record Page(List<EventEntry> events, long missed) {

        /** Copies the list. */
        public Page {
            events = List.copyOf(events);
        }
    }

    /** Being called back, which ends when this is closed. */
    interface Watch extends AutoCloseable {

        @Override
        void close();
    }
}
