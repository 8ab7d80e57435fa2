package io.hookline.load;

import java.util.concurrent.locks.LockSupport;

/** The clock of a run, on which threads can wait. Safe for use by many threads. */
interface LoadClock {

    /** Nanoseconds since the run began. */
    long nanos();

    /** Waits for about this time. May return earlier, or later by the delay of the operating system's timer. */
    void park(long nanos);

    /** The system's clock, starting at zero now. */
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
