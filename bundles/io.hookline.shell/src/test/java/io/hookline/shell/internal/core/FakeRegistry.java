package io.hookline.shell.internal.core;

import io.hookline.api.registry.PluginRegistry;
import io.hookline.api.registry.PluginRoute;
import io.hookline.api.runtime.CandidateStatus;
import io.hookline.api.runtime.PluginStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A registry of a runtime's plugins, of which the first one that is asked for by tag is chosen. */
final class FakeRegistry implements PluginRegistry {

    private final FakeRuntime runtime;

    FakeRegistry(FakeRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public List<PluginStatus> plugins(String... tags) {
        return runtime.plugins().stream()
                .filter(plugin -> plugin.tags().containsAll(List.of(tags)))
                .toList();
    }

    @Override
    public Optional<PluginStatus> route(String... tags) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> PluginRoute<T> route(Class<T> type, String... tags) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<CandidateStatus> candidates(@Nullable String type, String... tags) {
        List<CandidateStatus> candidates = new ArrayList<>();
        for (PluginStatus plugin : plugins(tags)) {
            boolean first = candidates.isEmpty() && type == null;
            candidates.add(new CandidateStatus(
                    plugin.id(),
                    plugin.name(),
                    plugin.version(),
                    plugin.bundleId(),
                    plugin.ranking(),
                    plugin.tags(),
                    first,
                    first ? "it is the best" : "it stands\u001B behind"));
        }
        return candidates;
    }
}
