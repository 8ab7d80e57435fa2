package io.hookline.isolation.wasm.internal.pool;

import io.hookline.isolation.wasm.internal.engine.GuestTrapException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The instances of one plugin. Each has a place with a lock of its own; a call begins with the place of its thread and
 * takes the first that is free, so that no lock is shared by all calls. Instances are created when calls need them, and
 * at most as many as there are places. An instance that traps or takes too long ends alone, and its place is filled
 * again by the next call. Safe for use by many threads.
 *
 * @param <G> what runs in an instance
 */
public final class GuestPool<G extends Guest> implements AutoCloseable {

    /** For the start of an instance, whose code and host functions may run for the first time. */
    private static final Duration START_LIMIT = Duration.ofSeconds(10);

    private final List<Place> places;
    private final Supplier<G> factory;
    private final CallWatch watch;
    private final Duration limit;
    private final CrashLog crashes;
    private final Consumer<String> crashLoop;
    private volatile boolean closed;

    /**
     * A pool without instances.
     *
     * @param factory creates an instance; it may take ten seconds
     * @param limit how long a call may take
     * @param crashLoop told when instances end again and again, with the reason of the last
     */
    public GuestPool(
            int instances,
            Supplier<G> factory,
            CallWatch watch,
            Duration limit,
            int restarts,
            Duration restartWindow,
            LongSupplier clock,
            Consumer<String> crashLoop) {
        this.factory = factory;
        this.watch = watch;
        this.limit = limit;
        this.crashes = new CrashLog(restarts, restartWindow, clock);
        this.crashLoop = crashLoop;
        this.places =
                IntStream.range(0, instances).mapToObj(number -> new Place()).toList();
    }

    /**
     * Creates the first instance, so that the first call finds one.
     *
     * @throws GuestTrapException if it ends while it starts
     * @throws GuestTimeoutException if its start takes too long
     */
    public void warm() {
        Place first = places.get(0);
        first.lock.lock();
        try {
            first.fill();
        } finally {
            first.lock.unlock();
        }
    }

    /**
     * Takes a place with an instance; to be released by {@link Place#leave}.
     *
     * @throws NoGuestException if there is none within the time limit
     * @throws GuestTrapException if a new instance ends while it starts
     */
    public Place take() {
        int home = (int) (Thread.currentThread().getId() % places.size());
        Place free = freeWithInstance(home);
        if (free == null) {
            free = freeWithout(home);
        }
        return free == null ? waitAt(places.get(home)) : free;
    }

    private @Nullable Place freeWithInstance(int home) {
        int count = places.size();
        for (int i = 0; i < count; i++) {
            Place place = places.get(home + i < count ? home + i : home + i - count);
            if (place.guest != null && place.lock.tryLock()) {
                if (place.guest != null) {
                    return place;
                }
                place.lock.unlock();
            }
        }
        return null;
    }

    private @Nullable Place freeWithout(int home) {
        int count = places.size();
        for (int i = 0; i < count; i++) {
            Place place = places.get((home + i) % count);
            if (place.lock.tryLock()) {
                return place.filled();
            }
        }
        return null;
    }

    private Place waitAt(Place place) {
        boolean locked = false;
        try {
            locked = place.lock.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!locked) {
            throw new NoGuestException("all " + places.size() + " of its instances are busy");
        }
        return place.filled();
    }

    /**
     * Takes the place of a certain instance, which has state that a call needs.
     *
     * @throws NoGuestException if the instance has ended, or is busy for longer than the time limit
     */
    public Place take(Place place, Guest wanted) {
        boolean locked = false;
        try {
            locked = place.lock.tryLock() || place.lock.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!locked) {
            throw new NoGuestException("the instance that has seen the request is busy");
        }
        if (place.guest != wanted) {
            place.lock.unlock();
            throw new NoGuestException("the instance that has seen the request has ended: " + crashes.last());
        }
        return place;
    }

    /** The place of an instance that has not ended. */
    public Place placeOf(G guest) {
        for (Place place : places) {
            if (place.guest == guest) {
                return place;
            }
        }
        throw new NoGuestException("the instance has ended");
    }

    /** Lets all instances that are free and want it have their tick. */
    public void tick() {
        for (Place place : places) {
            G guest = place.guest;
            Long next = guest == null ? null : guest.nextTick();
            if (next != null && System.nanoTime() - next >= 0 && place.lock.tryLock()) {
                place.tickAndLeave(guest);
            }
        }
    }

    /** How many instances there are. */
    public int instances() {
        return (int) places.stream().filter(place -> place.guest != null).count();
    }

    /** How many instances there may be. */
    public int mostInstances() {
        return places.size();
    }

    /** How many pages of memory all instances have, as far as they are not busy. */
    public int pages() {
        return places.stream()
                .map(place -> place.guest)
                .mapToInt(guest -> guest == null ? 0 : guest.instance().pages())
                .sum();
    }

    /** How many instances have ended by a trap or a limit. */
    public long restarts() {
        return crashes.total();
    }

    /** Why the last instance ended; empty if none has. */
    public String lastEnd() {
        return crashes.last();
    }

    /** Ends all instances; those that are in a call when the call ends. */
    @Override
    public void close() {
        closed = true;
        for (Place place : places) {
            if (place.lock.tryLock()) {
                try {
                    place.empty();
                } finally {
                    place.lock.unlock();
                }
            }
        }
    }

    /** Room for one instance. */
    public final class Place {

        private final ReentrantLock lock = new ReentrantLock();

        /** Written under the lock. */
        private volatile @Nullable G guest;

        private CallWatch.@Nullable Watched watched;

        private Place() {}

        /** What runs here; for the thread that has taken the place. */
        public G guest() {
            G here = guest;
            if (here == null) {
                throw new IllegalStateException("the place is empty");
            }
            return here;
        }

        /** Runs a piece of a call under the time limit; the instance ends if the piece does not end well. */
        public <T> T run(Supplier<T> piece) {
            return run(piece, limit);
        }

        private <T> T run(Supplier<T> piece, Duration most) {
            CallWatch.Watched now = watched;
            if (now == null) {
                throw new IllegalStateException("the place is empty");
            }
            // What was interrupted before is not the instance's fault; its code would end at once.
            boolean before = Thread.interrupted();
            T result = null;
            Throwable failure = null;
            now.begin();
            try {
                result = piece.get();
            } catch (RuntimeException | Error e) {
                failure = e;
            }
            boolean tooLong = now.end();
            if (before) {
                Thread.currentThread().interrupt();
            }
            if (tooLong) {
                end("a call took longer than " + most.toMillis() + " ms");
                throw new GuestTimeoutException(most);
            }
            return result(result, failure);
        }

        private <T> T result(@Nullable T result, @Nullable Throwable failure) {
            if (failure != null) {
                end(failure instanceof GuestTrapException ? String.valueOf(failure.getMessage()) : failure.toString());
                if (failure instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) failure;
            }
            return Objects.requireNonNull(result);
        }

        /** Releases the place. */
        public void leave() {
            if (closed) {
                empty();
            }
            lock.unlock();
        }

        private Place filled() {
            boolean filled = false;
            try {
                fill();
                filled = true;
                return this;
            } finally {
                if (!filled) {
                    lock.unlock();
                }
            }
        }

        private void fill() {
            if (guest != null) {
                return;
            }
            if (closed) {
                throw new NoGuestException("it has stopped");
            }
            long wait = crashes.waitNanos();
            if (wait > 0) {
                throw new NoGuestException("its instances end again and again (" + crashes.last()
                        + "); the next one starts in " + (TimeUnit.NANOSECONDS.toMillis(wait) + 1) + " ms");
            }
            watched = watch.watch(START_LIMIT);
            G created = run(factory, START_LIMIT);
            watched.close();
            watched = watch.watch(limit);
            guest = created;
        }

        private void tickAndLeave(@Nullable G expected) {
            try {
                if (expected != null && guest == expected) {
                    run(() -> {
                        expected.tick();
                        return true;
                    });
                }
            } finally {
                leave();
            }
        }

        private void end(String reason) {
            empty();
            if (crashes.ended(reason)) {
                crashLoop.accept(reason);
            }
        }

        private void empty() {
            guest = null;
            CallWatch.Watched now = watched;
            watched = null;
            if (now != null) {
                now.close();
            }
        }
    }
}
