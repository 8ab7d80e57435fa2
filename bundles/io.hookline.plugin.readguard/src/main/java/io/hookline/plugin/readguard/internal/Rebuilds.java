package io.hookline.plugin.readguard.internal;

import io.hookline.plugin.readguard.internal.KeyScan.GoneException;
import io.hookline.sql.DatabaseUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rebuilds filters, again and again, on one thread of its own, which begins with the first one. */
final class Rebuilds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuilds.class);
    /** Room for keys that are added before the next rebuild. */
    private static final int SPARE_KEYS = 100_000;

    private final long mostKeys;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread made = new Thread(task, "readguard rebuild");
        made.setDaemon(true);
        return made;
    });

    Rebuilds(long mostKeys) {
        this.mostKeys = mostKeys;
        // Statements that are under way when the plugin goes pass, and need no filter any more.
        thread.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    /**
     * Rebuilds the filter every half of the time in which it gets stale. The first rebuild waits for all of that time:
     * transactions that wrote before the guard came, and so passed it unseen, end meanwhile.
     */
    void repeat(KeyScan scan, KnownKeys keys, Duration stale) {
        ScheduledFuture<?> unused = thread.scheduleWithFixedDelay(
                () -> rebuildLogged(scan, keys), stale.toMillis(), stale.toMillis() / 2, TimeUnit.MILLISECONDS);
    }

    private void rebuildLogged(KeyScan scan, KnownKeys keys) {
        try {
            rebuild(scan, keys, mostKeys);
        } catch (GoneException e) {
            keys.forget();
        } catch (DatabaseUnavailableException | SQLException | RuntimeException | LinkageError e) {
            LOG.warn(
                    "the keys of {} could not be read, so that its reads go to the database until they can: {}",
                    scan.table(),
                    e.getMessage());
        }
    }

    /** Rebuilds the filter once, on this thread. */
    static void rebuild(KeyScan scan, KnownKeys keys, long mostKeys)
            throws DatabaseUnavailableException, SQLException, GoneException {
        long count = scan.count();
        if (count > mostKeys) {
            LOG.warn(
                    "{} has {} rows, more than mostKeys ({}): its reads go to the database. Raise mostKeys, at 20 bits"
                            + " of memory a row.",
                    scan.table(),
                    count,
                    mostKeys);
            keys.forget();
            return;
        }
        KnownKeys.@Nullable Rebuild begun = keys.begin(count + SPARE_KEYS);
        if (begun != null) {
            scan.forEach(begun.filter()::add);
            keys.use(begun);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
