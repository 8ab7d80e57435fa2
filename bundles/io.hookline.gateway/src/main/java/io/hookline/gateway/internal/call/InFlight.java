package io.hookline.gateway.internal.call;

import java.util.concurrent.TimeUnit;

/** Counts the calls in flight, and waits for their end when the gateway stops. Safe for use by many threads. */
public final class InFlight {

    private int calls;
    private volatile boolean retired;
    private volatile boolean closing;

    /** Whether the gateway stops, so that new calls are refused. */
    public boolean isClosing() {
        return closing;
    }

    /** Whether the connection of a client ends with the response to it. */
    public boolean isLastOfClient() {
        return retired || closing;
    }

    /** Has each connection of a client end with its next response; new calls are served. */
    public void retire() {
        retired = true;
    }

    /** Has new calls refused. */
    public void refuse() {
        closing = true;
    }

    /**
     * Has new calls refused, and waits for those in flight. An interrupt ends the wait and stays set.
     *
     * @return how many were left at the end
     */
    public synchronized int drain(long graceMillis) {
        closing = true;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(graceMillis);
        try {
            long left = end - System.nanoTime();
            while (calls > 0 && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = end - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return calls;
    }

    /** How many there are now. */
    public synchronized int count() {
        return calls;
    }

    synchronized void begin() {
        calls++;
    }

    synchronized void end() {
        calls--;
        if (calls == 0) {
            notifyAll();
        }
    }
}
