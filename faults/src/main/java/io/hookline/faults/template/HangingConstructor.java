package io.hookline.faults.template;

import java.util.concurrent.CountDownLatch;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Never returns from its constructor and ignores interrupts. */
public final class HangingConstructor implements BundleActivator {

    private volatile boolean released;

    /** Never returns. */
    public HangingConstructor() {
        while (!released) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                // Ignored on purpose.
            }
        }
    }

    @Override
    public void start(BundleContext context) {}

    @Override
    public void stop(BundleContext context) {}
}
