package io.hookline.core.internal.component;

import io.hookline.core.internal.generation.Generations;
import io.hookline.core.internal.generation.Leases;
import io.hookline.core.internal.live.Drains;
import io.hookline.core.internal.live.LiveSet;
import java.time.Duration;
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

    private final Generations generations;
    private final Leases leases;
    private final Drains drains;
    private final LiveSet live;
    private final HookTracker tracker;

    /** Starts to track hooks. */
    @Activate
    public Core(BundleContext context, CoreConfig config) throws InvalidSyntaxException {
        this.generations = new Generations();
        this.leases = new Leases(generations);
        this.drains = new Drains(leases, drainTimeout(config, Duration.ofSeconds(10)));
        this.live = new LiveSet(generations, leases, drains);
        this.tracker = new HookTracker(context, live);
        tracker.open(true);
    }

    @Modified
    void modified(CoreConfig config) {
        drains.setTimeout(drainTimeout(config, drains.timeout()));
    }

    @Deactivate
    void deactivate() {
        tracker.close();
    }

    long leasesInFlight() {
        return generations.leases();
    }

    Leases leases() {
        return leases;
    }

    Drains drains() {
        return drains;
    }

    LiveSet live() {
        return live;
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
