package io.hookline.gateway.internal;

import io.hookline.api.CallSample;
import io.hookline.api.HookPoints;
import io.hookline.api.runtime.HookRuntime;
import io.hookline.gateway.endpoint.Endpoint;
import io.hookline.gateway.internal.config.GatewayConfig;
import io.hookline.gateway.internal.config.GatewaySettings;
import io.hookline.gateway.internal.management.Readiness;
import io.hookline.gateway.internal.route.RouteSource;
import io.hookline.gateway.status.GatewayTraffic;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway as a component: runs the server while it is active, and publishes its address.
 *
 * <p>The endpoint is registered by hand, since its port is known only once it is bound.
 */
@Component(
        configurationPid = GatewayConfig.PID,
        // Without a configuration it would listen, and require plugins, other than the operator wants.
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true,
        service = {})
@Designate(ocd = GatewayConfig.class)
public final class Gateway {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final GatewayCheck check;
    private final RouteSource routes;
    private final GatewayServer server;
    private final ServiceRegistration<Endpoint> registration;
    private final ServiceRegistration<Readiness> readiness;
    private final ServiceRegistration<GatewayTraffic> traffic;
    private final List<ServiceRegistration<CallSample>> samples = new ArrayList<>();
    private final AtomicReference<@Nullable Endpoint> records = new AtomicReference<>();

    /** Starts the server. */
    @Activate
    public Gateway(
            GatewayConfig config,
            @Reference HookPoints hookPoints,
            @Reference HookRuntime runtime,
            @Reference GatewayCheck check,
            @Reference RouteSource routes,
            BundleContext context) {
        this.check = check;
        this.routes = routes;
        server = GatewayServer.start(GatewaySettings.of(config), hookPoints, routes.plan());
        routes.lead(server);
        check.own().set(server.address());
        Endpoint endpoint = server::uri;
        registration = context.registerService(Endpoint.class, endpoint, properties());
        server.samples()
                .byPoint()
                .forEach((point, sample) -> samples.add(context.registerService(
                        CallSample.class, sample, FrameworkUtil.asDictionary(Map.of(CallSample.POINT, point)))));
        readiness =
                context.registerService(Readiness.class, new GatewayReadiness(runtime, server::upstreamProblem), null);
        traffic = context.registerService(GatewayTraffic.class, server::traffic, null);
        LOG.info("gateway listens on {}", server.uri());
    }

    /** Applies another configuration. One that fails although it was judged good is reported, and the old one stays. */
    @Modified
    void modify(GatewayConfig config) {
        GatewaySettings settings = GatewaySettings.of(config);
        try {
            server.apply(settings);
        } catch (IllegalStateException | IllegalArgumentException e) {
            LOG.error("the gateway goes on as before: {}", e.getMessage(), e);
            check.failed(settings, String.valueOf(e.getMessage()));
            return;
        }
        check.own().set(server.address());
        registration.setProperties(properties());
        LOG.info("gateway listens on {}, with its changed configuration", server.uri());
    }

    private Dictionary<String, Object> properties() {
        return FrameworkUtil.asDictionary(
                Map.of(Endpoint.NAME, "gateway", Endpoint.URI, server.uri().toString()));
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            target = "(" + Endpoint.NAME + "=records)")
    synchronized void bindRecords(Endpoint endpoint) {
        records.set(endpoint);
        server.pointTo(endpoint.uri());
    }

    synchronized void unbindRecords(Endpoint endpoint) {
        // When one endpoint replaces another, the new one is bound before the old one goes.
        if (records.compareAndSet(endpoint, null)) {
            server.pointTo(null);
        }
    }

    @Deactivate
    void stop() {
        traffic.unregister();
        readiness.unregister();
        samples.forEach(ServiceRegistration::unregister);
        registration.unregister();
        routes.leave(server);
        server.close();
        check.own().set(null);
        LOG.info("gateway on {} has stopped", server.uri());
    }
}
