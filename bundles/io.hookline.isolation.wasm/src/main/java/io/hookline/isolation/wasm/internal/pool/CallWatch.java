package io.hookline.isolation.wasm.internal.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts calls of modules that take too long: that use more processor time than their limit, or ten times as much
 * time by the clock. One thread looks at all of them every few milliseconds, and rests
 * while there are none; a call itself reads no clock. Compiled code looks at its thread's interrupt flag at each call
 * and each jump back, so an interrupt ends it in less than a millisecond. Safe for use by many threads.
 *
 * <pre>
 *  the call        IDLE -- begin --> RUNNING -------------- end --> IDLE
 *  the watch                            \-- too long --> INTERRUPTING -- interrupt() --> INTERRUPTED -- end --> IDLE
 * </pre>
 *
 * The call waits in {@code end} while it is being interrupted, so that the interrupt never hits what its thread does
 * next.
 */
public final class CallWatch implements AutoCloseable {

    private static final long TICK_NANOS = Duration.ofMillis(5).toNanos();
    private static final int QUIET_TICKS = 200;
    private static final int BUSY_FACTOR = 10;
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Watched.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final List<Watched> all = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean resting;
    private volatile boolean closed;

    /** Starts the thread. */
    public CallWatch() {
        thread = new Thread(this::run, "hookline-wasm-watch");
        thread.setDaemon(true);
        thread.start();
    }

    /** Watches the calls of one instance, one at a time. */
    public Watched watch(Duration limit) {
        Watched watched = new Watched(limit.toNanos());
        all.add(watched);
        return watched;
    }

    /** Ends the thread. Calls that run then are not interrupted any more. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        int quiet = 0;
        while (!closed) {
            quiet = lookAtAll() ? 0 : quiet + 1;
            if (quiet < QUIET_TICKS) {
                LockSupport.parkNanos(this, TICK_NANOS);
                continue;
            }
            resting = true;
            // A call that began before it could see the flag is seen here.
            if (!lookAtAll() && !closed) {
                LockSupport.park(this);
            }
            resting = false;
            quiet = 0;
        }
    }

    /** The processor time of a thread, in ns; -1 if it is not known. */
    private static long cpu(@Nullable Thread thread) {
        return thread == null ? -1 : Cpu.THREADS.getThreadCpuTime(thread.getId());
    }

    private boolean lookAtAll() {
        boolean running = false;
        long now = System.nanoTime();
        for (Watched one : all) {
            running |= one.look(now);
        }
        return running;
    }

    /** Loaded by the watching thread alone. */
    private static final class Cpu {

        static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        private Cpu() {}
    }

    /** The calls of one instance. */
    public final class Watched {

        private static final int IDLE = 0;
        private static final int RUNNING = 1;
        private static final int INTERRUPTING = 2;
        private static final int INTERRUPTED = 3;

        private final long limitNanos;

        /** Written by the calling thread ahead of the state. */
        private long number;

        private @Nullable Thread caller;
        private volatile int state = IDLE;

        /** Used by the watching thread alone. */
        private long seen = -1;

        private long since;

        private long cpuBefore;

        private Watched(long limitNanos) {
            this.limitNanos = limitNanos;
        }

        /** A call begins on the calling thread. */
        public void begin() {
            number++;
            caller = Thread.currentThread();
            state = RUNNING;
            if (resting) {
                LockSupport.unpark(thread);
            }
        }

        /** The call has ended; returns whether it was interrupted because it took too long. */
        public boolean end() {
            if (STATE.compareAndSet(this, RUNNING, IDLE)) {
                return false;
            }
            while (state == INTERRUPTING) {
                Thread.onSpinWait();
            }
            boolean interrupted = state == INTERRUPTED;
            state = IDLE;
            if (interrupted) {
                // It was for this call alone.
                Thread.interrupted();
            }
            return interrupted;
        }

        /** The instance makes no more calls. */
        public void close() {
            all.remove(this);
        }

        /** Whether the call itself took the time, and not the machine, which may be busy with others. */
        private boolean isTooLong(long wallNanos) {
            long cpu = cpu(caller);
            return cpu < 0 || cpuBefore < 0 || cpu - cpuBefore >= limitNanos || wallNanos / BUSY_FACTOR >= limitNanos;
        }

        /** Looks at the present call; returns whether there is one. */
        private boolean look(long now) {
            if (state != RUNNING) {
                return state != IDLE;
            }
            long current = number;
            if (current != seen) {
                seen = current;
                since = now;
                cpuBefore = cpu(caller);
            } else if (now - since >= limitNanos
                    && isTooLong(now - since)
                    && STATE.compareAndSet(this, RUNNING, INTERRUPTING)) {
                Thread running = caller;
                // Another call may have begun since the number was read; it cannot end now.
                if (number == seen && running != null) {
                    running.interrupt();
                    state = INTERRUPTED;
                } else {
                    state = RUNNING;
                }
            }
            return true;
        }
    }
}
