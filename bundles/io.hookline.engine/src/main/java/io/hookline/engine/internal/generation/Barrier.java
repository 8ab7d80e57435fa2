package io.hookline.engine.internal.generation;

import java.lang.invoke.VarHandle;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * How the writer of the live set makes sure that it sees every lease that was taken before it looked: by making all
 * threads pass a synchronisation point itself (asymmetric), or by having each call fence its own store (fenced).
 *
 * <p>The asymmetric barrier is a safepoint of HotSpot. Nothing in Java's specification forces one; {@link
 * ThreadMXBean#findMonitorDeadlockedThreads()} does on every HotSpot, because it has to inspect all threads at rest.
 * Where it cannot be relied on, the fenced mode is chosen.
 */
public sealed interface Barrier permits Barrier.Safepoint, Barrier.Fenced {

    /** The barrier that fits this JVM: asymmetric on HotSpot, fenced elsewhere. */
    static Barrier forThisJvm() {
        String vm = System.getProperty("java.vm.name", "");
        if (!vm.contains("HotSpot") && !vm.contains("OpenJDK")) {
            return new Fenced("the JVM is " + vm + ", not HotSpot");
        }
        try {
            return new Safepoint(ManagementFactory.getThreadMXBean());
        } catch (LinkageError e) {
            return new Fenced("the module java.management is not there");
        }
    }

    /** Returns after every other thread has passed a point before which its stores are visible to the caller. */
    void pass();

    /** Whether calls have to fence the store of their lease themselves. */
    boolean callsFence();

    /** The mode and the reason for it, for people. */
    String description();

    /** Stops all threads at a safepoint for a moment; some 50 to 200 microseconds. */
    final class Safepoint implements Barrier {

        private final ThreadMXBean threads;

        Safepoint(ThreadMXBean threads) {
            this.threads = threads;
        }

        @Override
        public void pass() {
            threads.findMonitorDeadlockedThreads();
        }

        @Override
        public boolean callsFence() {
            return false;
        }

        @Override
        public String description() {
            return "asymmetric (calls store, removals force a safepoint)";
        }
    }

    /** Fences the writer's own side only: the calls do the rest. */
    final class Fenced implements Barrier {

        private final String reason;

        /** With the reason for this mode, in words. */
        public Fenced(String reason) {
            this.reason = reason;
        }

        @Override
        public void pass() {
            VarHandle.fullFence();
        }

        @Override
        public boolean callsFence() {
            return true;
        }

        @Override
        public String description() {
            return "fenced (every call fences its lease: " + reason + ")";
        }
    }
}
