package io.hookline.engine.internal.chain;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * Measures what a call uses of its thread's CPU time and how much it allocates, excluding nested calls that are
 * measured themselves. A measurement takes about a microsecond, so only a few calls are measured. Safe for use by many
 * threads.
 */
public final class CallMeter {

    private final @Nullable ThreadMXBean threads;

    @SuppressWarnings("ThreadLocalUsage") // One for each engine, of which a JVM has one, or few; nothing stays in it.
    private final ThreadLocal<Measure> innermost = new ThreadLocal<>();

    /** Measures with what this JVM has. */
    public CallMeter() {
        boolean able = ManagementFactory.getThreadMXBean() instanceof ThreadMXBean known
                && known.isCurrentThreadCpuTimeSupported()
                && known.isThreadAllocatedMemorySupported();
        this.threads = able ? (ThreadMXBean) ManagementFactory.getThreadMXBean() : null;
    }

    /** Begins to measure on the calling thread, where it is to be ended; null if this JVM cannot measure. */
    public @Nullable Measure begin() {
        ThreadMXBean able = threads;
        return able == null ? null : new Measure(able, innermost.get());
    }

    /** Is told what was used. */
    @FunctionalInterface
    public interface Use {

        /** Nanoseconds of CPU, and bytes. */
        void used(long cpuNanos, long allocatedBytes);
    }

    /** A measurement on one thread. */
    public final class Measure {

        private final ThreadMXBean able;
        private final @Nullable Measure outer;
        private final long cpuBefore;
        private final long bytesBefore;
        private long innerCpu;
        private long innerBytes;

        private Measure(ThreadMXBean able, @Nullable Measure outer) {
            this.able = able;
            this.outer = outer;
            innermost.set(this);
            this.bytesBefore = able.getCurrentThreadAllocatedBytes();
            this.cpuBefore = able.getCurrentThreadCpuTime();
        }

        /** Ends it, and tells a hook's guard what the hook itself has used. */
        void endOf(HookGuard guard) {
            end(guard::used);
        }

        /** Ends it, and tells what was used on this thread, excluding nested measurements. */
        public void end(Use use) {
            long cpu = able.getCurrentThreadCpuTime() - cpuBefore;
            long bytes = able.getCurrentThreadAllocatedBytes() - bytesBefore;
            use.used(Math.max(0, cpu - innerCpu), Math.max(0, bytes - innerBytes));
            passOn(cpu, bytes);
        }

        /** Ends it without reporting what was used. */
        void end() {
            passOn(able.getCurrentThreadCpuTime() - cpuBefore, able.getCurrentThreadAllocatedBytes() - bytesBefore);
        }

        private void passOn(long cpu, long bytes) {
            Measure around = outer;
            if (around == null) {
                innermost.remove();
            } else {
                around.innerCpu += cpu;
                around.innerBytes += bytes;
                innermost.set(around);
            }
        }
    }
}
