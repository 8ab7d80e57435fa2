package io.hookline.core.internal.component;

import io.hookline.core.internal.registry.PluginInfo;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names the running plugins that depend on one that is about to stop. The framework reports the stop in advance, on the
 * thread that stops the bundle.
 */
@Component(
        service = {},
        immediate = true)
public final class StopWitness implements SynchronousBundleListener {

    private static final Logger LOG = LoggerFactory.getLogger(StopWitness.class);

    private final BundleContext context;
    private final Consumer<String> warnings;

    /** Begins to listen; warns in the log. */
    @Activate
    public StopWitness(BundleContext context) {
        this(context, warning -> LOG.warn("{}", warning));
    }

    StopWitness(BundleContext context, Consumer<String> warnings) {
        this.context = context;
        this.warnings = warnings;
        context.addBundleListener(this);
    }

    @Deactivate
    void deactivate() {
        context.removeBundleListener(this);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() != BundleEvent.STOPPING) {
            return;
        }
        Bundle system = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        if (system != null && system.getState() == Bundle.STOPPING) {
            // All of them stop.
            return;
        }
        String warning = warning(event.getBundle());
        if (!warning.isEmpty()) {
            warnings.accept(warning);
        }
    }

    /** The running dependants of a bundle, in words; empty if there are none. */
    private static String warning(Bundle stopping) {
        List<Bundle> running = PluginInfo.dependants(stopping).stream()
                .filter(dependant -> dependant.getState() == Bundle.ACTIVE)
                .toList();
        if (running.isEmpty()) {
            return "";
        }
        return PluginInfo.labelOf(stopping) + " stops, and these depend on it and go on running without it: "
                + running.stream().map(PluginInfo::labelOf).collect(Collectors.joining(", "));
    }
}
