package io.hookline.shell.feed;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.osgi.annotation.versioning.ProviderType;

/** The log of the process, read from its files. An OSGi service. Safe for use by many threads. */
@ProviderType
public interface LogFeed {

    /**
     * Opens the log near its end.
     *
     * @param latest how many of the entries that are there are read
     * @param filter which entries are read; what does not pass does not count
     * @throws IOException if this process has no log file, or it cannot be read; the message says so
     */
    Tail tail(int latest, Predicate<LogEntry> filter) throws IOException;

    /** A place in the log. Used by one thread. */
    interface Tail extends AutoCloseable {

        /**
         * At first the latest entries, then each time those that were written since; oldest first, empty if there are
         * none. Does not wait. Follows the log into its next file.
         *
         * @throws IOException if the log cannot be read
         */
        List<LogEntry> next() throws IOException;

        @Override
        void close();
    }
}
