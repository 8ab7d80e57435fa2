package io.hookline.deploy.internal.bundle;

import java.util.concurrent.CountDownLatch;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Hangs in the start, or in the stop, of a bundle with a header of that name, until the latch opens that a test has put
 * into the system's properties. It ignores interrupts.
 */
public final class HangingActivator implements BundleActivator {

    /** The key of the latch. */
    static final String LATCH = "hookline.test.latch";

    /** Needed because the framework creates it. */
    public HangingActivator() {}

    @Override
    public void start(BundleContext context) {
        hang(context, "Start-Hangs");
    }

    @Override
    public void stop(BundleContext context) {
        hang(context, "Stop-Hangs");
    }

    private static void hang(BundleContext context, String header) {
        CountDownLatch latch = (CountDownLatch) System.getProperties().get(LATCH);
        boolean hangs = context.getBundle().getHeaders("").get(header) != null;
        while (hangs) {
            try {
                latch.await();
                hangs = false;
            } catch (InterruptedException e) {
                // It goes on.
            }
        }
    }
}
