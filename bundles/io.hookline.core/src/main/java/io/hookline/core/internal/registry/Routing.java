package io.hookline.core.internal.registry;

import io.hookline.api.registry.PluginRoute;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The state that all routes of a framework share. Safe for use by many threads. */
public final class Routing {

    private final BundleContext context;
    private final Predicate<Bundle> called;
    private final Supplier<Duration> drainTimeout;
    private final ThreadLocal<Deque<Candidate>> inside = ThreadLocal.withInitial(ArrayDeque::new);
    private final Set<LiveRoute<?>> routes = new CopyOnWriteArraySet<>();

    /**
     * For a framework.
     *
     * @param called whether a bundle is a release that calls go to, rather than one that is staged or leaves
     * @param drainTimeout how long a removal waits for calls
     */
    public Routing(BundleContext context, Predicate<Bundle> called, Supplier<Duration> drainTimeout) {
        this.context = context;
        this.called = called;
        this.drainTimeout = drainTimeout;
    }

    /**
     * Opens a route.
     *
     * @param onClose told once it is closed
     * @throws IllegalArgumentException if the type is no interface, or a tag is blank
     */
    public <T> PluginRoute<T> open(Class<T> type, List<String> tags, Runnable onClose) {
        if (!type.isInterface() || type.isAnnotation()) {
            throw new IllegalArgumentException(
                    type.getName() + " is no interface: a route needs one, to call the plugin through");
        }
        LiveRoute<T> route = new LiveRoute<>(this, type, checked(tags), onClose);
        routes.add(route);
        route.open();
        return route;
    }

    /** Takes note that other releases are called now. */
    public void releasesChanged() {
        routes.forEach(LiveRoute::choose);
    }

    /** The tags; none of them blank. */
    public static List<String> checked(List<String> tags) {
        for (String tag : tags) {
            if (tag.isBlank()) {
                throw new IllegalArgumentException("a tag is blank: name one as plugins write it in @Plugin(tags = …)");
            }
        }
        return List.copyOf(tags);
    }

    BundleContext context() {
        return context;
    }

    boolean isCalled(Bundle bundle) {
        return called.test(bundle);
    }

    Duration drainTimeout() {
        return drainTimeout.get();
    }

    /** The candidates whose calls the calling thread is in. */
    Deque<Candidate> inside() {
        return inside.get();
    }

    void closed(LiveRoute<?> route) {
        routes.remove(route);
    }
}
