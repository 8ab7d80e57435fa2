package io.hookline.shell.internal.feed;

import io.hookline.shell.feed.LogEntry;
import io.hookline.shell.feed.LogFeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The log files in the data folder, as {@code etc/logback.xml} writes them. */
@Component
public final class LogFiles implements LogFeed {

    private final @Nullable Path folder;

    /** In the folder {@code log} of the data folder. */
    @Activate
    public LogFiles(BundleContext context) {
        this(folder(context.getProperty("hookline.data")));
    }

    /** In a folder; null for none. */
    public LogFiles(@Nullable Path folder) {
        this.folder = folder;
    }

    private static @Nullable Path folder(@Nullable String data) {
        return data == null ? null : Path.of(data, "log");
    }

    @Override
    public Tail tail(int latest, Predicate<LogEntry> filter) throws IOException {
        if (folder == null) {
            throw new IOException("this process has no data folder, and so no log file: its host writes the log");
        }
        return LogTail.open(folder, latest, filter);
    }
}
