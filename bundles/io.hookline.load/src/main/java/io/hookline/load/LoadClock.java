package io.hookline.load;

import java.util.concurrent.locks.LockSupport;

/** Tells the time of a run, and lets threads wait. Safe for use by many threads. */
interface LoadClock {

    /** Nanoseconds since the run began. */
    long nanos();

    /** Waits for about so long; it may be shorter, or longer by what the operating system's timer takes. */
    void park(long nanos);

    /** The system's clock, with the present as its beginning. */
    static LoadClock startingNow() {
        long base = System.nanoTime();
        return new LoadClock() {
            @Override
            public long nanos() {
                return System.nanoTime() - base;
            }

            @Override
            public void park(long nanos) {
                LockSupport.parkNanos(nanos);
            }
        };
    }
}
