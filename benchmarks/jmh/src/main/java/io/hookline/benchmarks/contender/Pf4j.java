package io.hookline.benchmarks.contender;

import io.hookline.benchmarks.hook.BenchmarkedHook;
import io.hookline.benchmarks.hook.EventHook;
import io.hookline.benchmarks.hook.HookEvent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pf4j.DefaultExtensionFinder;
import org.pf4j.DefaultPluginManager;
import org.pf4j.ExtensionFactory;
import org.pf4j.ExtensionFinder;
import org.pf4j.IndexedExtensionFinder;
import org.pf4j.PluginManager;

/** PF4J over the class path, with extensions that are singletons. */
final class Pf4j {

    /** PF4J's index knows the class path as the plugin null. */
    private static final @Nullable String CLASS_PATH = null;

    private Pf4j() {}

    /** Asks the plugin manager for the extensions on every call, as its documentation does, and calls them. */
    static Contender getExtensions(List<BenchmarkedHook> hooks) {
        return new Asking(new HookManager(hooks));
    }

    /** Calls the extensions from a list that was fetched once and does not see changes. */
    static Contender cached(List<BenchmarkedHook> hooks) {
        return new Cached(new HookManager(hooks).getExtensions(EventHook.class));
    }

    private static final class Asking implements Contender {

        private final PluginManager manager;

        Asking(PluginManager manager) {
            this.manager = manager;
        }

        @Override
        public void call(HookEvent event) {
            for (EventHook hook : manager.getExtensions(EventHook.class)) {
                hook.on(event);
            }
        }
    }

    private static final class Cached implements Contender {

        private final List<EventHook> hooks;

        Cached(List<EventHook> hooks) {
            this.hooks = hooks;
        }

        @Override
        public void call(HookEvent event) {
            for (EventHook hook : hooks) {
                hook.on(event);
            }
        }
    }

    /** A plugin manager with these hooks as extensions on the class path. It returns these objects. */
    private static final class HookManager extends DefaultPluginManager {

        private final Map<Class<?>, BenchmarkedHook> byClass = new LinkedHashMap<>();

        HookManager(List<BenchmarkedHook> hooks) {
            hooks.forEach(hook -> byClass.put(hook.getClass(), hook));
        }

        @Override
        protected ExtensionFactory createExtensionFactory() {
            return new ExtensionFactory() {
                @Override
                public <T> T create(Class<T> extensionClass) {
                    return extensionClass.cast(Objects.requireNonNull(byClass.get(extensionClass)));
                }
            };
        }

        @Override
        protected ExtensionFinder createExtensionFinder() {
            return new HookFinder(this);
        }

        Set<String> names() {
            return byClass.keySet().stream().map(Class::getName).collect(Collectors.toSet());
        }
    }

    /** The default finder, with this index instead of META-INF/extensions.idx. */
    private static final class HookFinder extends DefaultExtensionFinder {

        HookFinder(HookManager manager) {
            super(manager);
            finders.clear();
            add(new IndexedExtensionFinder(manager) {
                @Override
                public Map<String, Set<String>> readClasspathStorages() {
                    Map<String, Set<String>> byPlugin = new HashMap<>();
                    byPlugin.put(CLASS_PATH, manager.names());
                    return byPlugin;
                }
            });
        }
    }
}
