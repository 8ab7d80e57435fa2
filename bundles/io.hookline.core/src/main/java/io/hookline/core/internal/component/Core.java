package io.hookline.core.internal.component;

import io.hookline.core.internal.bind.BindingTable;
import io.hookline.core.internal.generation.Leases;
import io.hookline.core.internal.live.Engine;
import io.hookline.core.internal.live.EngineSettings;
import io.hookline.core.internal.live.LiveSet;
import io.hookline.core.internal.registry.Routing;
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

/** The one live set of this framework, and the tracker that feeds it. A service for the core's own components. */
@Component(service = Core.class, configurationPid = "io.hookline.core", immediate = true)
@Designate(ocd = CoreConfig.class)
public final class Core {

    private static final Logger LOG = LoggerFactory.getLogger(Core.class);

    private final Engine engine;
    private final GuardRules guardRules;
    private final Set<String> bound = ConcurrentHashMap.newKeySet();
    private final HookTracker tracker;
    private final BindingTable bindings;
    private final Routing routing;

    /** Starts to track hooks. */
    @Activate
    public Core(BundleContext context, CoreConfig config) throws InvalidSyntaxException {
        EngineSettings settings = settings(config);
        this.engine = new Engine(settings.withDrainTimeout(drainTimeout(config, settings.drainTimeout())));
        LOG.info("leases are {}", engine.leaseMode());
        this.guardRules = new GuardRules(engine.guards());
        this.routing = new Routing(
                context, engine.live()::isCalled, () -> engine.drains().timeout());
        engine.live().onRelease(routing::releasesChanged);
        this.tracker = new HookTracker(context, engine.live());
        tracker.open(true);
        this.bindings =
                new BindingTable(context, engine.live(), () -> engine.drains().timeout());
        bindings.open();
    }

    @Modified
    void modified(CoreConfig config) {
        engine.drains().setTimeout(drainTimeout(config, engine.drains().timeout()));
    }

    @Deactivate
    void deactivate() {
        bindings.close();
        tracker.close();
        engine.close();
    }

    Engine engine() {
        return engine;
    }

    Leases leases() {
        return engine.leases();
    }

    /** Takes note of a plugin of which a class is bound by configuration. */
    void willBind(String plugin) {
        bound.add(plugin);
    }

    /** Whether classes of a plugin are, or were, bound by configuration. */
    boolean isBound(@Nullable String plugin) {
        return plugin != null && bound.contains(plugin);
    }

    GuardRules guardRules() {
        return guardRules;
    }

    BindingTable bindings() {
        return bindings;
    }

    LiveSet live() {
        return engine.live();
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
                        "leaseMode of io.hookline.core is '{}': it has to be auto or fenced; auto is in force",
                        config.leaseMode());
        }
        return settings;
    }

    private static Duration drainTimeout(CoreConfig config, Duration otherwise) {
        if (config.drainTimeoutMillis() < 0) {
            LOG.error(
                    "drainTimeoutMillis of io.hookline.core is {}: it has to be 0 or more; {} ms stay in force",
                    config.drainTimeoutMillis(),
                    otherwise.toMillis());
            return otherwise;
        }
        return Duration.ofMillis(config.drainTimeoutMillis());
    }
}
