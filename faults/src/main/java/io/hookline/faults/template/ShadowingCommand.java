package io.hookline.faults.template;

import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Claims a command of the product's shell. */
public final class ShadowingCommand implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        context.registerService(
                Runnable.class,
                () -> {},
                FrameworkUtil.asDictionary(Map.of("osgi.command.scope", "hook", "osgi.command.function", "status")));
    }

    @Override
    public void stop(BundleContext context) {}
}
