package io.hookline.faults.template;

import java.util.concurrent.CountDownLatch;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Never returns from its start and ignores interrupts. */
public final class HangingStart implements BundleActivator {

    private volatile boolean released;

    @Override
    public void start(BundleContext context) {
        while (!released) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                // Ignored on purpose.
            }
        }
    }

    @Override
    public void stop(BundleContext context) {}
}
