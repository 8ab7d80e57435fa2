package io.hookline.gateway.internal.management;

import io.hookline.gateway.endpoint.Endpoint;
import io.hookline.gateway.management.ManagementHandler;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The management port as a component: listens while it is active and switched on, and publishes its address. */
@Component(
        configurationPid = ManagementConfig.PID,
        immediate = true,
        service = {})
@Designate(ocd = ManagementConfig.class)
public final class Management {

    private static final Logger LOG = LoggerFactory.getLogger(Management.class);

    private final ManagementCheck check;
    private final BundleContext context;
    private final Handlers handlers = new Handlers();
    private @Nullable ManagementSettings settings;
    private @Nullable ManagementServer server;
    private @Nullable ServiceRegistration<Endpoint> registration;

    /** Listens. If that is not possible, the process goes on without, and the log says so. */
    @Activate
    public Management(ManagementConfig config, @Reference ManagementCheck check, BundleContext context) {
        this.check = check;
        this.context = context;
        apply(ManagementSettings.of(config));
    }

    @Modified
    void modify(ManagementConfig config) {
        apply(ManagementSettings.of(config));
    }

    @Deactivate
    void stop() {
        apply(null);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindHandler(ManagementHandler handler, Map<String, Object> properties) {
        handlers.add(handler, String.valueOf(properties.get(ManagementHandler.PATH)));
    }

    void unbindHandler(ManagementHandler handler) {
        handlers.remove(handler);
    }

    private synchronized void apply(@Nullable ManagementSettings next) {
        if (next == null) {
            close();
            settings = null;
            return;
        }
        if (next.equals(settings) && server != null) {
            return;
        }
        if (server != null && server.address().getPort() == next.port()) {
            // The same port on another host: both cannot be bound at a time.
            close();
        }
        try {
            ManagementServer started = new ManagementServer(next, handlers, ManagementServer.DEADLINE_MS);
            close();
            settings = next;
            server = started;
            publish(started);
        } catch (IOException e) {
            LOG.error(next.cannotListen(e));
            ManagementSettings before = settings;
            if (server == null && before != null) {
                settings = null;
                apply(before);
            }
        }
    }

    private void publish(ManagementServer started) {
        check.own().set(started.address());
        Endpoint endpoint = started::uri;
        registration = context.registerService(
                Endpoint.class,
                endpoint,
                FrameworkUtil.asDictionary(Map.of(
                        Endpoint.NAME, "management", Endpoint.URI, started.uri().toString())));
        LOG.info("management port on {}", started.uri());
    }

    private void close() {
        ServiceRegistration<Endpoint> published = registration;
        registration = null;
        if (published != null) {
            published.unregister();
        }
        ManagementServer listening = server;
        server = null;
        if (listening != null) {
            listening.close();
        }
        check.own().set(null);
    }
}
