package io.hookline.config.internal.component;

import io.hookline.api.plugin.ConfigurationUse;
import io.hookline.config.ConfigurationProblem;
import io.hookline.config.ConfigurationProblem.Reason;
import io.hookline.config.internal.schema.Schemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The services that say which configurations they cannot use. Safe for use by many threads. */
final class ConfigurationUses implements ServiceTrackerCustomizer<ConfigurationUse, ConfigurationUse> {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationUses.class);

    private final BundleContext context;
    private final ServiceTracker<ConfigurationUse, ConfigurationUse> tracker;
    private final Map<ServiceReference<ConfigurationUse>, ConfigurationUse> uses = new ConcurrentHashMap<>();
    private volatile Runnable changed = () -> {};
    private Map<String, Map<String, Object>> refused = Map.of();

    ConfigurationUses(BundleContext context) {
        this.context = context;
        this.tracker = new ServiceTracker<>(context, ConfigurationUse.class, this);
    }

    void open() {
        tracker.open();
    }

    void close() {
        tracker.close();
    }

    /** Sets the listener for answers that may have changed. */
    void whenChanged(Runnable listener) {
        changed = listener;
    }

    /** Why configurations are not used, by PID, sorted. */
    Map<String, List<ConfigurationProblem>> problems() {
        Map<String, List<ConfigurationProblem>> all = new TreeMap<>();
        uses.values().forEach(use -> unused(use)
                .forEach((pid, messages) ->
                        messages.forEach(message -> all.computeIfAbsent(pid, none -> new ArrayList<>())
                                .add(new ConfigurationProblem(Reason.UNUSABLE, "", message)))));
        return all;
    }

    /** Tells each of them what was refused of its configurations. */
    synchronized void refused(Map<String, Map<String, Object>> settings) {
        refused = Map.copyOf(settings);
        uses.forEach((reference, use) -> tell(reference, use));
    }

    private void tell(ServiceReference<ConfigurationUse> reference, ConfigurationUse use) {
        String defined = String.valueOf(reference.getProperty(ConfigurationUse.PID));
        Map<String, Map<String, Object>> own = new TreeMap<>(refused);
        own.keySet().removeIf(pid -> !Schemas.defined(pid).equals(defined));
        try {
            use.refused(own);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.error("what uses {} did not take the refused configurations", defined, e);
        }
    }

    private static Map<String, List<String>> unused(ConfigurationUse use) {
        try {
            return use.unused();
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.error("{} does not say which configurations it uses", use, e);
            return Map.of();
        }
    }

    @Override
    public @Nullable ConfigurationUse addingService(ServiceReference<ConfigurationUse> reference) {
        ConfigurationUse use = context.getService(reference);
        if (use != null) {
            synchronized (this) {
                uses.put(reference, use);
                tell(reference, use);
            }
            changed.run();
        }
        return use;
    }

    @Override
    public void modifiedService(ServiceReference<ConfigurationUse> reference, ConfigurationUse use) {
        changed.run();
    }

    @Override
    public void removedService(ServiceReference<ConfigurationUse> reference, ConfigurationUse use) {
        uses.remove(reference);
        changed.run();
        context.ungetService(reference);
    }
}
