package io.hookline.shell.internal.core;

import io.hookline.api.registry.PluginRegistry;
import io.hookline.api.runtime.Bindings;
import io.hookline.api.runtime.HookGuards;
import io.hookline.api.runtime.HookRuntime;
import io.hookline.api.runtime.OpenPoints;
import io.hookline.api.runtime.PluginStatus;
import io.hookline.api.runtime.PointStatus;
import io.hookline.common.text.NearestNames;
import io.hookline.common.text.Printable;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.command.Completion;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The services of the core, for the commands. It is there with or without the core, so that the commands are, and can
 * say that the core is not running. Safe for use by many threads.
 */
@Component(service = CoreClient.class)
public final class CoreClient {

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable HookRuntime runtime;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable HookGuards guards;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable PluginRegistry plugins;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Bindings bindings;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable OpenPoints openPoints;

    /** With the services that come. */
    @Activate
    public CoreClient() {}

    CoreClient(
            @Nullable HookRuntime runtime,
            @Nullable HookGuards guards,
            @Nullable PluginRegistry plugins,
            @Nullable Bindings bindings,
            @Nullable OpenPoints openPoints) {
        this.runtime = runtime;
        this.guards = guards;
        this.plugins = plugins;
        this.bindings = bindings;
        this.openPoints = openPoints;
    }

    /** The runtime, or a complaint that it is not there, as of the other services. */
    public HookRuntime runtime() {
        return there(runtime);
    }

    /** Access to the open points. */
    public OpenPoints openPoints() {
        return there(openPoints);
    }

    HookGuards guards() {
        return there(guards);
    }

    PluginRegistry plugins() {
        return there(plugins);
    }

    Bindings bindings() {
        return there(bindings);
    }

    private static <T> T there(@Nullable T service) {
        if (service == null) {
            throw new CommandException("The core is not running, so there are no hooks. Find it with: lb -s | grep"
                    + " io.hookline.core and start it with: felix:start ID");
        }
        return service;
    }

    /** The full name of an open point, of which the last part is enough where it is unique. */
    public String point(String typed) {
        NearestNames known = new NearestNames(pointNames());
        return known.resolve(typed)
                .orElseThrow(() -> new CommandException("No hook point is named " + Printable.of(typed) + "."
                        + (pointNames().isEmpty() ? " No point is open: no host is running." : known.hint(typed))));
    }

    /** The full name of a hook or plugin in a chain, of which the last part is enough where it is unique. */
    String hookOrPlugin(String typed) {
        NearestNames known = new NearestNames(hookAndPluginNames());
        return known.resolve(typed)
                .orElseThrow(() -> new CommandException(
                        "No hook or plugin is named " + Printable.of(typed) + "." + known.hint(typed)));
    }

    /** The full name of a plugin that is there, of which the last part is enough where it is unique; else as typed. */
    public String plugin(String typed) {
        HookRuntime there = runtime;
        return there == null
                ? typed
                : new NearestNames(pluginNames(there)).resolve(typed).orElse(typed);
    }

    private static Collection<String> pluginNames(HookRuntime runtime) {
        return runtime.plugins().stream().map(PluginStatus::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private Collection<String> pointNames() {
        return runtime().points().stream().map(PointStatus::name).toList();
    }

    private Collection<String> hookAndPluginNames() {
        Set<String> names = new TreeSet<>();
        runtime().stats().chains().forEach(chain -> chain.hooks().forEach(hook -> {
            names.add(hook.name());
            names.add(hook.plugin());
        }));
        return names;
    }

    private Collection<String> tagNames() {
        Set<String> tags = new TreeSet<>();
        plugins().plugins().forEach(plugin -> tags.addAll(plugin.tags()));
        return tags;
    }

    /** Offers the open points. */
    public Completion completingPoints() {
        return this::pointNames;
    }

    /** Offers the hooks in the chains, and their plugins. */
    Completion completingHooks() {
        return this::hookAndPluginNames;
    }

    /** Offers the plugins. */
    public Completion completingPlugins() {
        return () -> {
            HookRuntime there = runtime;
            return there == null ? List.of() : pluginNames(there);
        };
    }

    /** Offers the tags of plugins. */
    Completion completingTags() {
        return this::tagNames;
    }
}
