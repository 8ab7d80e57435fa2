package io.hookline.metrics.internal;

import io.hookline.api.runtime.HookGuards;
import io.hookline.api.runtime.HookRuntime;
import io.hookline.api.trace.SpanCounts;
import io.hookline.audit.status.AuditPipeline;
import io.hookline.deploy.Deployer;
import io.hookline.deploy.artifact.PluginMetrics;
import io.hookline.gateway.management.ManagementHandler;
import io.hookline.gateway.management.ManagementRequest;
import io.hookline.gateway.management.ManagementResponse;
import io.hookline.gateway.status.GatewayRoutes;
import io.hookline.gateway.status.GatewayTraffic;
import io.hookline.gateway.strangler.Stranglers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/**
 * {@code /metrics} on the management port. Nothing is read, and no class of Micrometer is loaded, before the first
 * request. Safe for use by many threads.
 */
@Component(configurationPid = MetricsConfig.PID, property = ManagementHandler.PATH + "=" + MetricsEndpoint.PATH)
@Designate(ocd = MetricsConfig.class)
public final class MetricsEndpoint implements ManagementHandler {

    static final String PATH = "/metrics";

    private final String version;
    private volatile int maxSeries;

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
    private volatile @Nullable Deployer deployer;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable GatewayTraffic traffic;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable GatewayRoutes routes;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Stranglers stranglers;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable AuditPipeline audit;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable SpanCounts spans;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable PluginMetrics modules;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable EventCounts events;

    private @Nullable Exposition exposition;
    private boolean stopped;

    /** Waits for the first request. */
    @Activate
    public MetricsEndpoint(MetricsConfig config, BundleContext context) {
        this.version = context.getBundle().getVersion().toString();
        this.maxSeries = config.maxSeries();
    }

    @Modified
    void modified(MetricsConfig config) {
        maxSeries = config.maxSeries();
    }

    @Deactivate
    synchronized void stop() {
        stopped = true;
        Exposition used = exposition;
        if (used != null) {
            used.close();
        }
    }

    @Override
    public ManagementResponse answer(ManagementRequest request) throws Exception {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return problem(405, "use GET");
        }
        if (!request.path().equals(PATH)) {
            return problem(404, "the metrics are at " + PATH);
        }
        Exposition used = exposition();
        if (used == null) {
            return problem(503, "the metrics are being stopped");
        }
        Exposition.Format format = Exposition.Format.of(request.accept());
        return new ManagementResponse(200, format.contentType(), used.text(format, maxSeries));
    }

    private synchronized @Nullable Exposition exposition() {
        if (exposition == null && !stopped) {
            exposition = new Exposition(sources(), System::nanoTime);
        }
        return stopped ? null : exposition;
    }

    private List<MetricSource> sources() {
        return List.of(
                families -> families.gauge("hookline_build_info", "1, with the version", "version")
                        .add(1, version),
                new EngineMetrics(() -> runtime),
                new GuardMetrics(() -> guards),
                new ReleaseMetrics(() -> deployer),
                new GatewayMetrics(() -> traffic, () -> routes, () -> stranglers),
                new AuditMetrics(() -> audit),
                new TraceMetrics(() -> spans),
                new ModuleMetrics(() -> modules),
                this::addEvents);
    }

    private void addEvents(Families families) {
        EventCounts counts = events;
        if (counts != null) {
            counts.addTo(families);
        }
    }

    private static ManagementResponse problem(int status, String problem) {
        return new ManagementResponse(status, "text/plain; charset=utf-8", problem + "\n");
    }
}
