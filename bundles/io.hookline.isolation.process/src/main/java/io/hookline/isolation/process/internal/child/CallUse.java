package io.hookline.isolation.process.internal.child;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;

/** What one call uses of processor and memory. About ten calls a second are measured. For one thread. */
final class CallUse {

    private static final long PAUSE_NANOS = 100_000_000;
    private static final CallUse UNMEASURED = new CallUse(-1, -1);
    private static final AtomicLong NEXT = new AtomicLong(System.nanoTime());

    private final Thread thread = Thread.currentThread();
    private final boolean measured;
    private long cpuNanos;
    private long allocatedBytes;

    private CallUse(long cpuNanos, long allocatedBytes) {
        this.measured = cpuNanos >= 0;
        this.cpuNanos = cpuNanos;
        this.allocatedBytes = allocatedBytes;
    }

    /** Begins to measure the calling thread, if it is time to. */
    static CallUse begin() {
        long next = NEXT.get();
        long now = System.nanoTime();
        if (now - next < 0 || !NEXT.compareAndSet(next, now + PAUSE_NANOS)) {
            return UNMEASURED;
        }
        ThreadMXBean threads = threads();
        return threads == null
                ? UNMEASURED
                : new CallUse(threads.getCurrentThreadCpuTime(), threads.getCurrentThreadAllocatedBytes());
    }

    private static ThreadMXBean threads() {
        return (ThreadMXBean) ManagementFactory.getThreadMXBean();
    }

    /** Ends, on the same thread; on another it has measured nothing. */
    void end() {
        ThreadMXBean threads = measured && Thread.currentThread() == thread ? threads() : null;
        cpuNanos = threads == null ? -1 : threads.getCurrentThreadCpuTime() - cpuNanos;
        allocatedBytes = threads == null ? -1 : threads.getCurrentThreadAllocatedBytes() - allocatedBytes;
    }

    /** -1 if it is not known. */
    long cpuNanos() {
        return cpuNanos;
    }

    /** -1 if it is not known. */
    long allocatedBytes() {
        return allocatedBytes;
    }
}
