package io.hookline.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Finds the bundles that hang in their start or stop, with the threads and the place in which they do. */
final class Hangs {

    private final List<Bundle> bundles;

    /** Among the bundles that are installed now; they can still be asked when the framework stops. */
    Hangs(BundleContext context) {
        this.bundles = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getBundleId() != 0)
                .toList();
    }

    /** Among no bundles. */
    Hangs() {
        this.bundles = List.of();
    }

    /** The bundles in a state, {@link Bundle#STARTING} or {@link Bundle#STOPPING}, whose code some thread runs. */
    List<Hang> in(int state) {
        Map<Thread, StackTraceElement[]> threads = Thread.getAllStackTraces();
        List<Hang> hangs = new ArrayList<>();
        for (Bundle bundle : bundles) {
            if (bundle.getState() == state) {
                hang(bundle, threads).ifPresent(hangs::add);
            }
        }
        return hangs;
    }

    private static Optional<Hang> hang(Bundle bundle, Map<Thread, StackTraceElement[]> threads) {
        for (Map.Entry<Thread, StackTraceElement[]> thread : threads.entrySet()) {
            for (StackTraceElement frame : thread.getValue()) {
                if (isOf(bundle, frame.getClassName()) && isInActivator(thread.getValue())) {
                    return Optional.of(new Hang(bundle, thread.getKey(), frame));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether the framework, or the deployer, is starting or stopping a bundle on this thread. */
    private static boolean isInActivator(StackTraceElement[] stack) {
        return Arrays.stream(stack).anyMatch(frame -> frame.getClassName().startsWith("org.apache.felix.framework."));
    }

    private static boolean isOf(Bundle bundle, String className) {
        try {
            return bundle.getEntry(className.replace('.', '/') + ".class") != null;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** A bundle whose start or stop does not end. */
    record Hang(Bundle bundle, Thread thread, StackTraceElement frame) {

        @Override
        public String toString() {
            String what = bundle.getState() == Bundle.STARTING ? "start" : "stop";
            return bundle.getSymbolicName() + " " + bundle.getVersion() + " hangs in its " + what + " at " + frame;
        }
    }
}
