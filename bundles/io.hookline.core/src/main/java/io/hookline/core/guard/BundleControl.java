package io.hookline.core.guard;

import java.io.InputStream;
import java.lang.StackWalker.Option;
import java.util.Collection;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * Refuses to stop, update, remove or install bundles for a plugin, except that it may stop itself. In the plugin's code
 * its methods replace those of {@link Bundle} and of the framework.
 */
public final class BundleControl {

    private static final StackWalker CALLERS = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);
    private static final CopyOnWriteArrayList<BiConsumer<Class<?>, String>> LISTENERS = new CopyOnWriteArrayList<>();

    private BundleControl() {}

    /** Replaces {@link Bundle#stop()}. */
    public static void stop(Bundle bundle) throws BundleException {
        if (isOwn(CALLERS.getCallerClass(), bundle)) {
            bundle.stop();
            return;
        }
        refuse(CALLERS.getCallerClass(), "stop() of " + bundle.getSymbolicName());
    }

    /** Replaces {@link Bundle#stop(int)}. */
    public static void stop(Bundle bundle, int options) throws BundleException {
        if (isOwn(CALLERS.getCallerClass(), bundle)) {
            bundle.stop(options);
            return;
        }
        refuse(CALLERS.getCallerClass(), "stop(" + options + ") of " + bundle.getSymbolicName());
    }

    /** Replaces {@link Bundle#update()}; always throws. */
    public static void update(Bundle bundle) {
        refuse(CALLERS.getCallerClass(), "update() of " + bundle.getSymbolicName());
    }

    /** Replaces {@link Bundle#update(InputStream)}; always throws. */
    public static void update(Bundle bundle, InputStream content) {
        refuse(CALLERS.getCallerClass(), "update(InputStream) of " + bundle.getSymbolicName());
    }

    /** Replaces {@link Bundle#uninstall}; always throws. */
    public static void uninstall(Bundle bundle) {
        refuse(CALLERS.getCallerClass(), "uninstall() of " + bundle.getSymbolicName());
    }

    /** Replaces {@link BundleContext#installBundle(String)}; always throws. */
    public static Bundle installBundle(BundleContext context, String location) {
        return refuse(CALLERS.getCallerClass(), "installBundle(" + location + ")");
    }

    /** Replaces {@link BundleContext#installBundle(String, InputStream)}; always throws. */
    public static Bundle installBundle(BundleContext context, String location, InputStream content) {
        return refuse(CALLERS.getCallerClass(), "installBundle(" + location + ", InputStream)");
    }

    /** Replaces {@link FrameworkStartLevel#setStartLevel}; always throws. */
    public static void setStartLevel(FrameworkStartLevel framework, int level, FrameworkListener... listeners) {
        refuse(CALLERS.getCallerClass(), "setStartLevel(" + level + ") of the framework");
    }

    /** Replaces {@link BundleStartLevel#setStartLevel}; always throws. */
    public static void setStartLevel(BundleStartLevel bundle, int level) {
        refuse(
                CALLERS.getCallerClass(),
                "setStartLevel(" + level + ") of " + bundle.getBundle().getSymbolicName());
    }

    /** Replaces {@link FrameworkWiring#refreshBundles}; always throws. */
    public static void refreshBundles(
            FrameworkWiring framework, Collection<Bundle> bundles, FrameworkListener... listeners) {
        refuse(CALLERS.getCallerClass(), "refreshBundles(...)");
    }

    /** Adds a listener that is told of each attempt, with the class and the call. */
    public static void addListener(BiConsumer<Class<?>, String> listener) {
        LISTENERS.add(listener);
    }

    /** Removes a listener. */
    public static void removeListener(BiConsumer<Class<?>, String> listener) {
        LISTENERS.remove(listener);
    }

    private static boolean isOwn(Class<?> caller, Bundle bundle) {
        return bundle.equals(FrameworkUtil.getBundle(caller));
    }

    private static Bundle refuse(Class<?> caller, String call) {
        LISTENERS.forEach(listener -> listener.accept(caller, call));
        throw new SecurityException(call + " is refused: a plugin cannot change the bundles of its host");
    }
}
