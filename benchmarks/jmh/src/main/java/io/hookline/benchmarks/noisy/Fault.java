package io.hookline.benchmarks.noisy;

import io.hookline.benchmarks.hook.EventHook;
import io.hookline.benchmarks.hook.HookEvent;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The faults of a plugin that may affect its neighbours. */
enum Fault {
    /** No fault. */
    NONE("no noisy plugin") {
        @Override
        EventHook hook() {
            return event -> event.add(1);
        }
    },
    /** Never returns, and ignores interruption. */
    HANGING("hangs for ever, ignores interrupts") {
        @Override
        EventHook hook() {
            return new Hanging();
        }
    },
    /** Never returns, unless it is interrupted. */
    WAITING("waits for ever, heeds interrupts") {
        @Override
        EventHook hook() {
            return new Waiting();
        }
    },
    /** Uses 50 ms of CPU a call, and ignores interruption. */
    SPINNING("spins for 50 ms of CPU a call") {
        @Override
        EventHook hook() {
            return new Spinning();
        }
    },
    /** Allocates 5 MB a call. */
    ALLOCATING("allocates 5 MB a call") {
        @Override
        EventHook hook() {
            return new Allocating();
        }
    },
    /** Throws. */
    THROWING("throws") {
        @Override
        EventHook hook() {
            return new Throwing();
        }
    };

    private final String label;

    Fault(String label) {
        this.label = label;
    }

    /** The name in tables. */
    String label() {
        return label;
    }

    /** A hook with this fault. Each has its own class, by which the watchdog finds it in a stack. */
    abstract EventHook hook();

    private static final class Hanging implements EventHook {

        private final CountDownLatch never = new CountDownLatch(1);

        @Override
        public void on(HookEvent event) {
            boolean waiting = true;
            while (waiting) {
                try {
                    never.await();
                    waiting = false;
                } catch (InterruptedException e) {
                    // This is the fault.
                }
            }
        }
    }

    private static final class Waiting implements EventHook {

        private final CountDownLatch never = new CountDownLatch(1);

        @Override
        public void on(HookEvent event) {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class Spinning implements EventHook {

        private static final long CPU_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
        private static final int ROUNDS_BETWEEN_LOOKS = 20_000;

        private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

        @Override
        public void on(HookEvent event) {
            long end = threads.getCurrentThreadCpuTime() + CPU_NANOS;
            int noise = 1;
            while (threads.getCurrentThreadCpuTime() < end) {
                for (int i = 0; i < ROUNDS_BETWEEN_LOOKS; i++) {
                    noise = noise * 31 + i;
                }
            }
            event.add(noise);
        }
    }

    private static final class Allocating implements EventHook {

        private static final int PIECES = 5_000;
        private static final int PIECE_BYTES = 1_000;

        @Override
        public void on(HookEvent event) {
            byte[][] pieces = new byte[PIECES][];
            for (int i = 0; i < PIECES; i++) {
                pieces[i] = new byte[PIECE_BYTES];
            }
            event.add(pieces[PIECES - 1].length);
        }
    }

    private static final class Throwing implements EventHook {

        @Override
        public void on(HookEvent event) {
            throw new IllegalStateException("that is the fault");
        }
    }
}
