package io.hookline.core.internal.bind;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.Version;

/** The only bundle of a framework, and its context, as far as bindings ask for them. */
final class FakeBundle {

    final Bundle bundle;
    final BundleContext context;
    volatile int state = Bundle.ACTIVE;
    volatile ClassLoader classes = FakeBundle.class.getClassLoader();
    /** Is asked what bundles there are. */
    volatile Runnable asked = () -> {};
    /** Makes a registration. */
    volatile Supplier<ServiceRegistration<?>> registering = () -> {
        throw new IllegalStateException("no registry");
    };

    private final List<BundleListener> listeners = new ArrayList<>();

    FakeBundle(String name) {
        bundle = answering(Bundle.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString", "getSymbolicName" -> name;
            case "getVersion" -> Version.valueOf("1.0");
            case "getBundleId" -> 7L;
            case "getState" -> state;
            case "loadClass" -> classes.loadClass((String) arguments[0]);
            case "getBundleContext" -> context();
            default -> throw new UnsupportedOperationException(method.getName());
        });
        context = answering(BundleContext.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getBundles" -> bundles();
            case "addBundleListener" -> listeners.add((BundleListener) arguments[0]);
            case "removeBundleListener" -> listeners.remove((BundleListener) arguments[0]);
            case "registerService" -> registering.get();
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    /** Stops as the framework lets bundles stop: it tells those who listen first, on this thread. */
    void stop() {
        state = Bundle.STOPPING;
        for (BundleListener listener : List.copyOf(listeners)) {
            if (listener instanceof SynchronousBundleListener) {
                listener.bundleChanged(new BundleEvent(BundleEvent.STOPPING, bundle));
            }
        }
    }

    private BundleContext context() {
        return context;
    }

    private Bundle[] bundles() {
        asked.run();
        return new Bundle[] {bundle};
    }

    private static <T> T answering(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
    }
}
