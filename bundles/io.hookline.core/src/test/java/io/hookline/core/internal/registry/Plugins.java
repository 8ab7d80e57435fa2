package io.hookline.core.internal.registry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;

/** A framework with plugins that say of themselves what a test wants, and publish its services. */
public final class Plugins implements AutoCloseable {

    private final Framework framework;

    /** Starts it. */
    public Plugins(Path cache) throws BundleException {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        "org.osgi.framework.storage", cache.toString(), "org.osgi.framework.bsnversion", "multiple"));
        framework.start();
    }

    /** The framework's own. */
    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** A plugin that runs, known by its name, with tags. */
    public Bundle plugin(String name, String version, String tags) throws Exception {
        return start(name, version, capability(name, version, tags), null);
    }

    /** A plugin that runs and depends on another. */
    public Bundle dependant(String name, String filter) throws Exception {
        return start(name, "1.0.0", capability(name, "1.0.0", "none"), filter);
    }

    /** A bundle that says nothing of itself. */
    Bundle silent(String name) throws Exception {
        return start(name, "1.0.0", null, null);
    }

    private static String capability(String name, String version, String tags) {
        return "io.hookline.plugin;io.hookline.plugin=" + name + ";version:Version=\"" + version
                + "\";tags:List<String>=\"" + tags + "\"";
    }

    private Bundle start(String name, String version, String provides, String filter) throws Exception {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        headers.putValue(Constants.BUNDLE_VERSION, version);
        if (provides != null) {
            headers.putValue(Constants.PROVIDE_CAPABILITY, provides);
        }
        if (filter != null) {
            headers.putValue(Constants.REQUIRE_CAPABILITY, "io.hookline.plugin;filter:=\"" + filter + "\"");
        }
        Bundle bundle = context().installBundle("test:" + name + version, jar(manifest));
        bundle.start();
        return bundle;
    }

    private static ByteArrayInputStream jar(Manifest manifest) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    /** Publishes a service, or a factory of it, in a plugin's name. */
    static ServiceRegistration<?> publish(Bundle plugin, Class<?> type, Object service, int ranking) {
        return plugin.getBundleContext()
                .registerService(
                        type.getName(),
                        service,
                        FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, ranking)));
    }

    @Override
    public void close() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }
}
