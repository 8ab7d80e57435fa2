package io.hookline.core.internal.registry;

import io.hookline.api.Registration;
import io.hookline.api.registry.NoPluginException;
import io.hookline.api.registry.PluginRoute;
import io.hookline.api.runtime.CandidateStatus;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A route: follows the services of its type that plugins with its tags publish, and sends calls to the best one.
 *
 * <p>Services are fetched as they come, without the lock, because that runs plugins' code; under the lock one of them
 * is chosen. A service that is being unregistered leaves the route first, and is given back once no call is in it; the
 * framework waits for that. Safe for use by many threads.
 *
 * @param <T> the type of service
 */
final class LiveRoute<T> implements PluginRoute<T>, ServiceTrackerCustomizer<Object, Candidate> {

    private static final Logger LOG = LoggerFactory.getLogger(LiveRoute.class);

    private final Routing routing;
    private final Class<T> type;
    private final List<String> tags;
    private final Runnable onClose;
    private final T view;
    private final ServiceTracker<Object, Candidate> tracker;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    /** Guards the candidates and each change of the chosen one. */
    private final Object lock = new Object();

    private final List<Candidate> candidates = new ArrayList<>();
    private volatile @Nullable Candidate chosen;
    private volatile boolean closed;

    LiveRoute(Routing routing, Class<T> type, List<String> tags, Runnable onClose) {
        this.routing = routing;
        this.type = type;
        this.tags = tags;
        this.onClose = onClose;
        this.view = type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return answerItself(proxy, method, arguments);
                    }
                    return pass(method, arguments);
                }));
        this.tracker = new ServiceTracker<>(routing.context(), type.getName(), this);
    }

    void open() {
        tracker.open(true);
    }

    @Override
    public T call() {
        return view;
    }

    @Override
    public Optional<CandidateStatus> chosen() {
        return candidates().stream().filter(CandidateStatus::chosen).findFirst();
    }

    @Override
    public List<CandidateStatus> candidates() {
        Candidate current = chosen;
        List<Candidate> known;
        synchronized (lock) {
            known = List.copyOf(candidates);
        }
        return new Ranking(routing, type.getName(), tags).of(known, current == null ? null : current.reference());
    }

    @Override
    public Registration onChange(Runnable listener) {
        // Wrapped, so that a listener that is registered twice can be taken out once.
        Runnable registered = () -> listener.run();
        listeners.add(registered);
        return () -> listeners.remove(registered);
    }

    @Override
    public void close() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
        }
        tracker.close();
        routing.closed(this);
        onClose.run();
    }

    // ---- calls -----------------------------------------------------------------------------------------------------

    private @Nullable Object pass(Method method, Object @Nullable [] arguments) throws Throwable {
        Candidate entered = enter();
        Deque<Candidate> inside = routing.inside();
        inside.push(entered);
        boolean goesOn = false;
        try {
            Object result = method.invoke(entered.service(), arguments);
            if (result instanceof CompletionStage<?> stage) {
                goesOn = true;
                stage.whenComplete((value, failure) -> entered.exit());
            }
            return result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            inside.pop();
            if (!goesOn) {
                entered.exit();
            }
        }
    }

    private Candidate enter() {
        while (true) {
            if (closed) {
                throw new IllegalStateException("the route to " + what() + " is closed");
            }
            Candidate best = chosen;
            if (best == null) {
                throw new NoPluginException(absence());
            }
            // A candidate is no longer the chosen one by the time it is marked as left, so the next attempt finds
            // another.
            if (best.enter()) {
                return best;
            }
        }
    }

    private @Nullable Object answerItself(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && arguments[0] == proxy;
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "PluginRoute[" + what() + "]";
        };
    }

    private String what() {
        return "a plugin" + (tags.isEmpty() ? "" : " with the tags " + String.join(", ", tags)) + " that publishes "
                + type.getName();
    }

    private String absence() {
        List<CandidateStatus> near = candidates();
        return "there is no route to " + what()
                + (near.isEmpty()
                        ? ": no plugin here has these tags (hook:plugins shows all)"
                        : ": "
                                + near.stream()
                                        .map(one -> one.plugin() + " " + one.version() + ": " + one.reason())
                                        .collect(Collectors.joining("; ")));
    }

    // ---- changes ---------------------------------------------------------------------------------------------------

    @Override
    public @Nullable Candidate addingService(ServiceReference<Object> reference) {
        Bundle bundle = reference.getBundle();
        PluginInfo plugin = bundle == null
                ? null
                : PluginInfo.of(bundle).stream()
                        .filter(info -> info.hasAll(tags))
                        .findFirst()
                        .orElse(null);
        if (plugin == null) {
            return null;
        }
        Candidate candidate = new Candidate(plugin, reference);
        fetch(candidate);
        synchronized (lock) {
            candidates.add(candidate);
        }
        choose();
        return candidate;
    }

    @Override
    public void modifiedService(ServiceReference<Object> reference, Candidate candidate) {
        if (candidate.service() == null) {
            fetch(candidate);
        }
        candidate.readRanking();
        choose();
    }

    @Override
    public void removedService(ServiceReference<Object> reference, Candidate candidate) {
        synchronized (lock) {
            candidates.remove(candidate);
        }
        choose();
        long own = routing.inside().stream().filter(candidate::equals).count();
        long left = candidate.leave(own, routing.drainTimeout());
        if (left > 0) {
            LOG.warn(
                    "{} goes away while {} calls on the route to {} are still in it, after {} ms"
                            + " (drainTimeoutMillis of io.hookline.core sets the limit)",
                    candidate.plugin().label(),
                    left,
                    what(),
                    routing.drainTimeout().toMillis());
        }
        if (candidate.service() != null) {
            routing.context().ungetService(reference);
        }
    }

    private void fetch(Candidate candidate) {
        Object service;
        try {
            service = routing.context().getService(candidate.reference());
        } catch (RuntimeException | LinkageError e) {
            LOG.warn(
                    "the service of {} could not be fetched", candidate.plugin().label(), e);
            candidate.fail("its service could not be fetched: " + e);
            return;
        }
        if (service == null) {
            candidate.fail(
                    "its service could not be fetched: its component did not start (the log says why), or has gone");
        } else if (type.isInstance(service)) {
            candidate.serve(service);
        } else {
            routing.context().ungetService(candidate.reference());
            candidate.fail("its service is of a " + type.getName()
                    + " from elsewhere than the caller's: both have to import" + " the package from one bundle");
        }
    }

    /** Chooses again, and tells the listeners if the choice has changed. */
    @SuppressWarnings("ReferenceEquality") // Another registration is another candidate.
    void choose() {
        boolean changed;
        synchronized (lock) {
            Candidate best = candidates.stream()
                    .filter(candidate -> candidate.service() != null
                            && routing.isCalled(candidate.plugin().bundle()))
                    .min(Candidate.BEST_FIRST)
                    .orElse(null);
            changed = best != chosen;
            chosen = best;
        }
        if (changed && !closed) {
            listeners.forEach(this::tell);
        }
    }

    private void tell(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("a listener of the route to {} failed", what(), e);
        }
    }
}
