package io.hookline.plugin.readguard.internal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a table. It never denies a key that a committed row has, if the row was written here.
 *
 * <pre>
 *   a row is written   → its key is added, before its transaction can commit, to the filter in use and to a new one
 *   a rebuild begins   → a new filter gets the keys of open transactions, which the table does not show yet,
 *                        and those of transactions that failed, whose commit the database may have done all the same
 *   the table was read → the new filter comes into use
 * </pre>
 *
 * Without a filter, or with one that is too old, no key is denied. Safe for use by many threads.
 */
final class KnownKeys {

    /** Keys of failed transactions that it keeps; above that, a rebuild is given up. */
    private static final int MOST_DOUBTFUL = 100_000;

    private final long staleNanos;
    private final LongSupplier clock;
    private final Map<Long, Integer> open = new HashMap<>();
    private final Set<Long> doubtful = new HashSet<>();
    private int unknownOpen;
    private boolean doubtfulLost;
    private @Nullable Rebuild current;
    private volatile @Nullable Rebuild used;

    KnownKeys(long staleNanos, LongSupplier clock) {
        this.staleNanos = staleNanos;
        this.clock = clock;
    }

    /** False if the table has no row with this key. */
    boolean mayExist(long key) {
        Rebuild now = used;
        return now == null || clock.getAsLong() - now.begun > staleNanos || now.filter.mayContain(key);
    }

    /** Adds the key of a row that an open transaction has written; returns what has to learn its end. */
    synchronized Consumer<Boolean> written(long key) {
        open.merge(key, 1, Integer::sum);
        addToFilters(key);
        return committed -> ended(key, committed);
    }

    private void addToFilters(long key) {
        if (used != null) {
            used.filter.add(key);
        }
        if (current != null) {
            current.filter.add(key);
        }
    }

    private synchronized void ended(long key, boolean committed) {
        open.computeIfPresent(key, (same, times) -> times == 1 ? null : times - 1);
        if (committed) {
            return;
        }
        if (doubtful.size() < MOST_DOUBTFUL) {
            doubtful.add(key);
        } else {
            doubtfulLost = true;
        }
    }

    /** A row was written whose key is not known: denies nothing until a rebuild after its transaction. */
    synchronized Consumer<Boolean> writtenUnknown() {
        unknownOpen++;
        used = null;
        current = null;
        return committed -> unknownEnded();
    }

    private synchronized void unknownEnded() {
        unknownOpen--;
    }

    /**
     * Begins a rebuild; the table has to be read after this.
     *
     * @param keys how many there will be, about
     * @return null if it cannot be done now
     */
    synchronized @Nullable Rebuild begin(long keys) {
        boolean complete = unknownOpen == 0 && !doubtfulLost;
        doubtfulLost = false;
        if (!complete) {
            return null;
        }
        Rebuild begun = new Rebuild(new KeyFilter(keys), clock.getAsLong(), Set.copyOf(doubtful));
        open.keySet().forEach(begun.filter::add);
        begun.carried.forEach(begun.filter::add);
        current = begun;
        return begun;
    }

    /** Takes a rebuild into use whose filter has the keys of the table. */
    synchronized void use(Rebuild done) {
        if (current == done) {
            used = done;
            doubtful.removeAll(done.carried);
            current = null;
        }
    }

    /** Denies nothing any more. */
    synchronized void forget() {
        used = null;
        current = null;
    }

    /** A filter, when it was begun, and the keys of failed transactions in it. */
    static final class Rebuild {

        private final KeyFilter filter;
        private final long begun;
        private final Set<Long> carried;

        private Rebuild(KeyFilter filter, long begun, Set<Long> carried) {
            this.filter = filter;
            this.begun = begun;
            this.carried = carried;
        }

        KeyFilter filter() {
            return filter;
        }
    }
}
