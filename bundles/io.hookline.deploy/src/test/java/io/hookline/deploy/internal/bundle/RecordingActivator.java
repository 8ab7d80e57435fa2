package io.hookline.deploy.internal.bundle;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Adds what happens to its bundle to the list that a test has put into the system's properties. */
public final class RecordingActivator implements BundleActivator {

    /** The key of the list. */
    static final String EVENTS = "hookline.test.events";

    /** The key of the latch that a bundle marked with Hangs or Stop-Hangs waits for, whatever interrupts it. */
    static final String HELD = "hookline.test.held";

    /** Needed because the framework creates it. */
    public RecordingActivator() {}

    @Override
    public void start(BundleContext context) {
        record(context, "start ");
        if (context.getBundle().getHeaders("").get("Hangs") != null) {
            hang((CountDownLatch) System.getProperties().get(HELD));
        }
    }

    private static void hang(CountDownLatch held) {
        boolean over = false;
        while (!over) {
            try {
                held.await();
                over = true;
            } catch (InterruptedException e) {
                // It hangs for good.
            }
        }
    }

    @Override
    public void stop(BundleContext context) {
        record(context, "stop ");
        if (context.getBundle().getHeaders("").get("Stop-Hangs") != null) {
            hang((CountDownLatch) System.getProperties().get(HELD));
        }
    }

    @SuppressWarnings("unchecked") // A test of this folder has put it there.
    private static void record(BundleContext context, String what) {
        List<String> events = (List<String>) System.getProperties().get(EVENTS);
        events.add(what + context.getBundle().getSymbolicName());
        if (context.getBundle().getHeaders("").get("Fails") != null) {
            throw new IllegalStateException("it fails as it was told to");
        }
    }
}
