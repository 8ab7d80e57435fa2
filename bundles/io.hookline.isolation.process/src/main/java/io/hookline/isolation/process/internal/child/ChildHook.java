package io.hookline.isolation.process.internal.child;

import io.hookline.api.hook.HookProperties;
import io.hookline.engine.contract.Contract;
import io.hookline.engine.runner.Codec;
import io.hookline.isolation.process.internal.codec.PlainCodec;
import io.hookline.isolation.process.internal.wire.ProtocolException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** One hook of a plugin in this process. Its component may restart meanwhile. Safe for use by many threads. */
final class ChildHook implements AutoCloseable {

    private final Contract<?> contract;
    private final Codec codec;
    private final String plugin;
    private final String name;
    private final String point;
    private final long waitMs;
    private final BundleContext context;
    private final ServiceTracker<Object, Object> tracker;

    private ChildHook(Map<String, @Nullable Object> request, BundleContext context)
            throws ProtocolException, ClassNotFoundException, InvalidSyntaxException {
        ClassLoader loader = ChildHook.class.getClassLoader();
        this.contract = Contract.of(Class.forName(text(request, "contract"), true, loader));
        this.codec = codec(text(request, "codec"), contract, loader);
        this.plugin = text(request, "plugin");
        this.name = text(request, "name");
        this.point = text(request, "point");
        this.waitMs = request.get("wait") instanceof Long millis ? millis : 0;
        this.context = context;
        this.tracker =
                new ServiceTracker<>(
                        context, context.createFilter("(" + HookProperties.AT + "=" + escaped(point) + ")"), null) {
                    @Override
                    public @Nullable Object addingService(ServiceReference<Object> reference) {
                        return isIt(reference) ? super.addingService(reference) : null;
                    }
                };
        tracker.open();
    }

    /** The hook that a request of the runtime describes. */
    static ChildHook of(Map<String, @Nullable Object> request, ChildFramework framework)
            throws ProtocolException, ClassNotFoundException, InvalidSyntaxException {
        return new ChildHook(request, framework.context());
    }

    private static String text(Map<String, @Nullable Object> request, String key) throws ProtocolException {
        if (request.get(key) instanceof String text) {
            return text;
        }
        throw new ProtocolException("the request has no " + key);
    }

    private static Codec codec(String type, Contract<?> contract, ClassLoader loader) {
        if (type.isEmpty()) {
            return new PlainCodec(contract);
        }
        try {
            return Class.forName(type, true, loader)
                    .asSubclass(Codec.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalStateException("the codec " + type + " cannot be created: " + e, e);
        }
    }

    private static String escaped(String text) {
        return text.replaceAll("([\\\\*()])", "\\\\$1");
    }

    private boolean isIt(ServiceReference<Object> reference) {
        Bundle bundle = reference.getBundle();
        if (bundle == null || !plugin.equals(bundle.getSymbolicName())) {
            return false;
        }
        Object given = reference.getProperty(HookProperties.NAME);
        if (given == null) {
            given = reference.getProperty("component.name");
        }
        return given == null ? name.startsWith(plugin + "#") : name.equals(given);
    }

    Contract<?> contract() {
        return contract;
    }

    Codec codec() {
        return codec;
    }

    /** Waits for the hook; returns why it has not come, or an empty text. */
    String await() throws InterruptedException {
        Object hook = tracker.waitForService(Math.max(1, waitMs));
        if (hook == null) {
            String missing = Unsatisfied.of(plugin, context);
            return "its process has no hook " + name + " of " + plugin + " at " + point
                    + (missing.isEmpty()
                            ? ": a hook that a configuration binds, or that is registered later, cannot run there"
                            : ": " + missing);
        }
        if (!contract.type().isInstance(hook)) {
            return "in its process " + hook.getClass().getName() + " is no "
                    + contract.type().getName() + ": the plugin has a copy of the contract";
        }
        return "";
    }

    /**
     * The hook; while its component restarts, waits for it.
     *
     * @throws IllegalStateException if it does not come back in time
     */
    Object hook(long waitNanos) throws InterruptedException {
        Object hook = tracker.getService();
        if (hook == null) {
            hook = tracker.waitForService(Math.max(1, Math.min(waitMs, waitNanos / 1_000_000)));
        }
        if (hook == null) {
            throw new IllegalStateException("the component of " + name + " is not active in its process");
        }
        return hook;
    }

    @Override
    public void close() {
        tracker.close();
    }
}
