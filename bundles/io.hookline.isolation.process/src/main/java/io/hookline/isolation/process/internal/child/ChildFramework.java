package io.hookline.isolation.process.internal.child;

import io.hookline.api.plugin.Secrets;
import io.hookline.isolation.process.internal.wire.ConfigurationValues;
import io.hookline.isolation.process.internal.wire.ProtocolException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * The framework of a child: Configuration Admin, Declarative Services, the plugins and what they are wired to. The
 * class path exports the contracts and the API, so that both sides have the same ones.
 */
final class ChildFramework {

    private static final long STOP_MS = 5_000;

    private final Framework framework;
    /** The PIDs in this framework of the runtime's configurations, which generates those of factories anew. */
    private final Map<String, Configuration> configurations = new HashMap<>();

    private ChildFramework(Framework framework) {
        this.framework = framework;
    }

    /**
     * Starts it.
     *
     * @param plan its properties, bundles and configurations, see {@code ChildPlan}
     */
    @SuppressWarnings("BundleStart")
    static ChildFramework start(Map<String, @Nullable Object> plan, ChildSecrets secrets)
            throws BundleException, IOException {
        Map<String, String> properties = new HashMap<>();
        map(plan, "properties").forEach((key, value) -> properties.put(key, String.valueOf(value)));
        Framework framework = ServiceLoader.load(FrameworkFactory.class, ChildFramework.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no OSGi framework on the class path"))
                .newFramework(properties);
        framework.init();
        BundleContext context = framework.getBundleContext();
        List<Bundle> services = install(context, list(plan, "services"));
        install(context, list(plan, "libraries"));
        List<Bundle> plugins = install(context, list(plan, "plugins"));
        framework.start();
        context.registerService(Secrets.class, secrets, null);
        ChildFramework child = new ChildFramework(framework);
        for (Bundle bundle : services) {
            bundle.start();
        }
        for (Object row : list(plan, "configurations")) {
            List<?> fields = (List<?>) row;
            @SuppressWarnings("unchecked") // Plain maps have strings as keys.
            Map<String, @Nullable Object> values = (Map<String, @Nullable Object>) fields.get(2);
            child.configure((String) fields.get(0), (String) fields.get(1), ConfigurationValues.decode(values));
        }
        for (Bundle bundle : plugins) {
            bundle.start();
        }
        return child;
    }

    private static List<Bundle> install(BundleContext context, List<?> locations) throws BundleException {
        List<Bundle> installed = new ArrayList<>();
        for (Object location : locations) {
            installed.add(context.installBundle((String) location));
        }
        return installed;
    }

    @SuppressWarnings("unchecked") // Plain maps have strings as keys.
    private static Map<String, @Nullable Object> map(Map<String, @Nullable Object> plan, String key)
            throws ProtocolException {
        if (plan.get(key) instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw new ProtocolException("the plan has no " + key);
    }

    private static List<?> list(Map<String, @Nullable Object> plan, String key) throws ProtocolException {
        if (plan.get(key) instanceof List<?> list) {
            return list;
        }
        throw new ProtocolException("the plan has no " + key);
    }

    /** The context of the framework itself. */
    BundleContext context() {
        return framework.getBundleContext();
    }

    /**
     * Sets a configuration; null deletes it. On one thread.
     *
     * @param factory the PID of its factory; empty: it has none
     */
    void configure(String pid, String factory, @Nullable Map<String, Object> properties) throws IOException {
        if (properties == null) {
            Configuration gone = configurations.remove(pid);
            if (gone != null) {
                gone.delete();
            }
            return;
        }
        properties.remove(Constants.SERVICE_PID);
        properties.remove("service.factoryPid");
        Configuration configuration = configurations.get(pid);
        if (configuration == null) {
            ConfigurationAdmin admin = admin();
            configuration = factory.isEmpty()
                    ? admin.getConfiguration(pid, "?")
                    : admin.createFactoryConfiguration(factory, "?");
            configurations.put(pid, configuration);
        }
        configuration.update(FrameworkUtil.asDictionary(properties));
    }

    private ConfigurationAdmin admin() {
        ServiceReference<ConfigurationAdmin> reference = context().getServiceReference(ConfigurationAdmin.class);
        ConfigurationAdmin admin = reference == null ? null : context().getService(reference);
        if (admin == null) {
            throw new IllegalStateException("there is no Configuration Admin");
        }
        return admin;
    }

    /** Stops it, for some seconds at most. */
    void stop() {
        try {
            framework.stop();
            framework.waitForStop(STOP_MS);
        } catch (BundleException e) {
            ChildLog.error("the framework did not stop: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
