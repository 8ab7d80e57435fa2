package io.hookline.sql.internal;

import io.hookline.api.Registration;
import io.hookline.api.registry.NoPluginException;
import io.hookline.api.registry.PluginRoute;
import io.hookline.api.runtime.CandidateStatus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A plugin route without a framework. */
final class TestRoute<T> implements PluginRoute<T> {

    private final Supplier<@Nullable T> plugin;
    private final List<Runnable> listeners;

    TestRoute(Supplier<@Nullable T> plugin, List<Runnable> listeners) {
        this.plugin = plugin;
        this.listeners = listeners;
    }

    static List<Runnable> listeners() {
        return new CopyOnWriteArrayList<>();
    }

    @Override
    public T call() {
        T there = plugin.get();
        if (there == null) {
            throw new NoPluginException("no plugin");
        }
        return there;
    }

    @Override
    public Optional<CandidateStatus> chosen() {
        return Optional.empty();
    }

    @Override
    public List<CandidateStatus> candidates() {
        return List.of();
    }

    @Override
    public Registration onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void close() {}
}
