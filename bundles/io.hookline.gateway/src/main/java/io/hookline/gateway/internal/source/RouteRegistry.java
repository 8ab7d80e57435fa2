package io.hookline.gateway.internal.source;

import io.hookline.gateway.internal.config.RouteSettings;
import io.hookline.gateway.internal.route.Definition;
import io.hookline.gateway.internal.route.RouteDefinitions;
import io.hookline.gateway.internal.route.RouteSource;
import io.hookline.gateway.internal.route.RoutedServer;
import io.hookline.gateway.internal.route.Routing;
import io.hookline.gateway.internal.route.RoutingPlan;
import io.hookline.gateway.internal.route.RoutingPlan.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All configured routes and groups, and the servers that follow them. A configuration that comes, changes or goes makes
 * one plan, which each server applies.
 *
 * <p>Components are activated in the order of their names. So the configurations that are there when the bundle starts
 * are known before the gateway, which waits for this one, takes its first request.
 */
@Component(service = RouteSource.class, immediate = true)
public final class RouteRegistry implements RouteSource {

    private static final Logger LOG = LoggerFactory.getLogger(RouteRegistry.class);
    private static final long REPORT_SECONDS = 2;

    private final RouteUse use;
    private final ProblemReport report;
    // All guarded by this.
    private final RouteDefinitions definitions = new RouteDefinitions();
    private final List<RoutedServer> servers = new ArrayList<>();
    private @Nullable Problem notApplied;

    /** Without routes. */
    @Activate
    public RouteRegistry(@Reference RouteUse use) {
        this(use, new ProblemReport(CompletableFuture.delayedExecutor(REPORT_SECONDS, TimeUnit.SECONDS), LOG::error));
    }

    RouteRegistry(RouteUse use, ProblemReport report) {
        this.use = use;
        this.report = report;
        use.tell(this::refuse);
    }

    @Deactivate
    void stop() {
        use.endTelling();
        use.report(List.of());
    }

    private synchronized void refuse(Map<String, RouteSettings> matches) {
        definitions.refuse(matches);
        changed();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void bindUpstream(ConfiguredUpstream upstream) {
        definitions.putUpstream(upstream.definition());
        changed();
    }

    synchronized void updatedUpstream(ConfiguredUpstream upstream) {
        bindUpstream(upstream);
    }

    synchronized void unbindUpstream(ConfiguredUpstream upstream) {
        Definition<?> gone = upstream.definition();
        definitions.removeUpstream(gone.name());
        changed();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void bindRoute(ConfiguredRoute route) {
        definitions.putRoute(route.definition(), route.match());
        changed();
    }

    synchronized void updatedRoute(ConfiguredRoute route) {
        bindRoute(route);
    }

    synchronized void unbindRoute(ConfiguredRoute route) {
        definitions.removeRoute(route.definition().name());
        changed();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void bindStrangler(ConfiguredStrangler strangler) {
        definitions.putStrangler(strangler.definition());
        changed();
    }

    synchronized void updatedStrangler(ConfiguredStrangler strangler) {
        bindStrangler(strangler);
    }

    synchronized void unbindStrangler(ConfiguredStrangler strangler) {
        definitions.removeStrangler(strangler.definition().name());
        changed();
    }

    @Override
    public synchronized RoutingPlan plan() {
        return definitions.plan();
    }

    @Override
    public synchronized void lead(RoutedServer server) {
        servers.add(server);
        changed();
    }

    @Override
    public synchronized void leave(RoutedServer server) {
        servers.remove(server);
    }

    @Override
    public synchronized @Nullable Routing running() {
        return servers.isEmpty() ? null : servers.get(servers.size() - 1).routing();
    }

    @Override
    public synchronized List<Problem> problems() {
        List<Problem> all = new ArrayList<>(definitions.plan().problems());
        if (notApplied != null) {
            all.add(notApplied);
        }
        return all;
    }

    private void changed() {
        RoutingPlan plan = definitions.plan();
        notApplied = null;
        for (RoutedServer server : servers) {
            try {
                server.route(plan);
            } catch (IllegalArgumentException e) {
                notApplied = new Problem("table", "all", String.valueOf(e.getMessage()), true);
                LOG.error("routes and upstreams stay as they were: {}", e.getMessage());
            }
        }
        report.update(plan.problems());
        use.report(plan.problems());
    }
}
