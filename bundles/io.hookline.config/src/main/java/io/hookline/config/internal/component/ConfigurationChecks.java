package io.hookline.config.internal.component;

import io.hookline.api.plugin.ConfigurationCheck;
import io.hookline.config.ConfigurationProblem;
import io.hookline.config.ConfigurationProblem.Reason;
import io.hookline.config.internal.schema.Schemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The services that judge whether settings can work. Safe for use by many threads. */
final class ConfigurationChecks implements ServiceTrackerCustomizer<ConfigurationCheck, ConfigurationCheck> {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationChecks.class);

    private final BundleContext context;
    private final ServiceTracker<ConfigurationCheck, ConfigurationCheck> tracker;
    private final Map<ServiceReference<ConfigurationCheck>, ConfigurationCheck> checks = new ConcurrentHashMap<>();
    private volatile Consumer<String> changed = pid -> {};

    ConfigurationChecks(BundleContext context) {
        this.context = context;
        this.tracker = new ServiceTracker<>(context, ConfigurationCheck.class, this);
    }

    void open() {
        tracker.open();
    }

    void close() {
        tracker.close();
    }

    /** Sets the listener for PIDs whose check has come, or asks to be heard again. Called by the check's own thread. */
    void whenChanged(Consumer<String> listener) {
        changed = listener;
    }

    /** The PIDs that have a check. */
    List<String> pids() {
        return checks.keySet().stream().map(ConfigurationChecks::pid).distinct().toList();
    }

    /** What is in the way of settings, which follow the rules; empty if they can work. */
    List<ConfigurationProblem> problems(String pid, Map<String, Object> settings) {
        String defined = Schemas.defined(pid);
        List<ConfigurationProblem> problems = new ArrayList<>();
        checks.forEach((reference, check) -> {
            if (defined.equals(pid(reference))) {
                messages(defined, check, settings)
                        .forEach(message -> problems.add(new ConfigurationProblem(Reason.UNUSABLE, "", message)));
            }
        });
        return problems;
    }

    private static List<String> messages(String pid, ConfigurationCheck check, Map<String, Object> settings) {
        try {
            return check.problems(settings);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.error("the check of the configuration of {} has failed", pid, e);
            return List.of("its check has failed (" + e + "), so it cannot be used: the log says more");
        }
    }

    private static String pid(ServiceReference<ConfigurationCheck> reference) {
        return String.valueOf(reference.getProperty(ConfigurationCheck.PID));
    }

    @Override
    public @Nullable ConfigurationCheck addingService(ServiceReference<ConfigurationCheck> reference) {
        ConfigurationCheck check = context.getService(reference);
        if (check != null) {
            checks.put(reference, check);
            changed.accept(pid(reference));
        }
        return check;
    }

    @Override
    public void modifiedService(ServiceReference<ConfigurationCheck> reference, ConfigurationCheck check) {
        changed.accept(pid(reference));
    }

    @Override
    public void removedService(ServiceReference<ConfigurationCheck> reference, ConfigurationCheck check) {
        checks.remove(reference);
        context.ungetService(reference);
    }
}
