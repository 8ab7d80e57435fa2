package io.hookline.core.internal.component;

import io.hookline.core.internal.bind.BindingTable;
import io.hookline.core.internal.bind.BundleClassOrigin;
import io.hookline.core.internal.registry.Routing;
import io.hookline.engine.Engine;
import io.hookline.engine.EngineSettings;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one engine of this framework, and the tracker that feeds it. A service for the core's own components. */
@Component(service = Core.class, configurationPid = "io.hookline.core", immediate = true)
@Designate(ocd = CoreConfig.class)
public final class Core {

    private static final Logger LOG = LoggerFactory.getLogger(Core.class);

    private final Engine engine;
    private final GuardRules guardRules;
    private final Set<String> bound = ConcurrentHashMap.newKeySet();
    private final Set<Long> guarded = ConcurrentHashMap.newKeySet();
    private final HookTracker tracker;
    private final BindingTable bindings;
    private final Routing routing;

    /** Starts to track hooks. */
    @Activate
    public Core(BundleContext context, CoreConfig config) throws InvalidSyntaxException {
        EngineSettings settings = settings(config);
        this.engine = Engine.create(settings.withDrainTimeout(drainTimeout(config, settings.drainTimeout()))
                .withOrigins(new BundleClassOrigin()));
        LOG.info("leases are {}", engine.leaseMode());
        this.guardRules = new GuardRules(engine);
        this.routing = new Routing(
                context, bundle -> engine.isCalled(ServiceProperties.releaseOf(bundle)), engine::drainTimeout);
        engine.onReleaseChange(routing::releasesChanged);
        this.tracker = new HookTracker(context, engine);
        tracker.open(true);
        this.bindings = new BindingTable(context, engine, engine::drainTimeout);
        bindings.open();
    }

    @Modified
    void modified(CoreConfig config) {
        engine.setDrainTimeout(drainTimeout(config, engine.drainTimeout()));
    }

    @Deactivate
    void deactivate() {
        bindings.close();
        tracker.close();
        engine.close();
    }

    /** The engine. */
    public Engine engine() {
        return engine;
    }

    /** Takes note of a plugin that has a class bound by configuration. */
    void willBind(String plugin) {
        bound.add(plugin);
    }

    /** Whether classes of a plugin are, or were, bound by configuration. */
    public boolean isBound(@Nullable String plugin) {
        return plugin != null && bound.contains(plugin);
    }

    /** Treats a bundle as a plugin, from before its classes are loaded. */
    void guard(long bundleId) {
        guarded.add(bundleId);
    }

    void unguard(long bundleId) {
        guarded.remove(bundleId);
    }

    /** Whether deploy let a bundle in as a plugin. */
    public boolean isGuarded(long bundleId) {
        return guarded.contains(bundleId);
    }

    GuardRules guardRules() {
        return guardRules;
    }

    BindingTable bindings() {
        return bindings;
    }

    Routing routing() {
        return routing;
    }

    private static EngineSettings settings(CoreConfig config) {
        EngineSettings settings = EngineSettings.defaults().withCompiling(config.compileChains());
        switch (config.leaseMode()) {
            case "auto" -> {}
            case "fenced" -> settings = settings.withFenced("leaseMode of io.hookline.core says so");
            default ->
                LOG.error(
                        "leaseMode of io.hookline.core is '{}': it has to be auto or fenced; auto is used",
                        config.leaseMode());
        }
        return settings;
    }

    private static Duration drainTimeout(CoreConfig config, Duration otherwise) {
        if (config.drainTimeoutMillis() < 0) {
            LOG.error(
                    "drainTimeoutMillis of io.hookline.core is {}: it has to be 0 or more; {} ms is still used",
                    config.drainTimeoutMillis(),
                    otherwise.toMillis());
            return otherwise;
        }
        return Duration.ofMillis(config.drainTimeoutMillis());
    }
}
