package io.hookline.isolation.process.internal.parent;

import io.hookline.engine.runner.AttachException;
import io.hookline.engine.runner.AttachRequest;
import io.hookline.engine.runner.HookAttachment;
import io.hookline.engine.runner.HookRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Runs hooks in JVMs of their own. All that this takes is loaded when the first hook is to run there.
 *
 * <pre>
 *  chain -> attachment -> socket ->  child: framework, plugin, hook
 *              |                       |
 *          supervisor   <- pings, end of the socket
 * </pre>
 */
@Component(service = {HookRunner.class, ProcessRunner.class})
public final class ProcessRunner implements HookRunner {

    private final BundleContext context;
    /** Guarded by this object's monitor, as are those below. */
    private final Map<Object, ProcessSettings> settings = new LinkedHashMap<>();

    private @Nullable Children children;
    private @Nullable ServiceRegistration<ConfigurationListener> listener;

    /** Starts nothing. */
    @Activate
    public ProcessRunner(BundleContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return "process";
    }

    @Override
    public HookAttachment attach(AttachRequest request) throws AttachException {
        Children all;
        ProcessSettings its;
        synchronized (this) {
            all = children();
            its = of(request.info().plugin());
        }
        return all.attach(request, its);
    }

    private Children children() throws AttachException {
        Children known = children;
        if (known != null) {
            return known;
        }
        String data = context.getProperty("hookline.data");
        Path folder = data == null
                ? Path.of(System.getProperty("java.io.tmpdir"), "hookline-processes")
                : Path.of(data, "cache", "process");
        try {
            Children made = new Children(context, folder.toAbsolutePath());
            children = made;
            listener = context.registerService(ConfigurationListener.class, made::configurationChanged, null);
            return made;
        } catch (IOException e) {
            throw new AttachException("processes cannot be started: " + e.getMessage(), e);
        }
    }

    private synchronized ProcessSettings of(String plugin) {
        ProcessSettings others = ProcessSettings.DEFAULT;
        for (ProcessSettings given : settings.values()) {
            if (given.plugins().contains(plugin)) {
                return given;
            }
            if (given.plugins().isEmpty()) {
                others = given;
            }
        }
        return others;
    }

    void set(Object owner, ProcessSettings changed) {
        synchronized (this) {
            settings.put(owner, changed);
        }
        tell();
    }

    void unset(Object owner) {
        synchronized (this) {
            settings.remove(owner);
        }
        tell();
    }

    private void tell() {
        Children all;
        synchronized (this) {
            all = children;
        }
        if (all != null) {
            all.settingsChanged(this::of);
        }
    }

    @Deactivate
    synchronized void deactivate() {
        if (listener != null) {
            listener.unregister();
        }
        if (children != null) {
            children.close();
        }
    }
}
