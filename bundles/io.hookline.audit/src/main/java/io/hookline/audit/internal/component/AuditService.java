package io.hookline.audit.internal.component;

import io.hookline.audit.AuditRecord;
import io.hookline.audit.AuditSink;
import io.hookline.audit.output.AuditOutput;
import io.hookline.audit.status.AuditPipeline;
import io.hookline.audit.status.OutputStatus;
import io.hookline.audit.status.RouteTrial;
import io.hookline.audit.status.SpoolStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
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

/** The pipeline as a component, with the outputs and routes that come and go. */
@Component(immediate = true, configurationPid = AuditConfig.PID)
@Designate(ocd = AuditConfig.class)
public final class AuditService implements AuditSink, AuditPipeline {

    private static final Logger LOG = LoggerFactory.getLogger(AuditService.class);
    private static final String DATA = "hookline.data";

    private final Pipeline pipeline;
    private final List<ConfiguredAuditRoute> routes = new CopyOnWriteArrayList<>();

    /**
     * Opens the spool: in the folder {@code audit} of the data folder, or of the bundle's own data where there is none.
     *
     * @throws IOException if it cannot be read or written
     */
    @Activate
    public AuditService(AuditConfig config, BundleContext context) throws IOException {
        String data = context.getProperty(DATA);
        Path folder = data == null
                ? context.getDataFile("audit").toPath()
                : Path.of(data).toAbsolutePath().normalize().resolve("audit");
        pipeline = new Pipeline(folder, AuditSettings.of(config), Clock.systemUTC());
    }

    @Modified
    void modified(AuditConfig config) {
        pipeline.setSettings(AuditSettings.of(config));
    }

    @Deactivate
    void deactivate() {
        pipeline.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindOutput(AuditOutput output, Map<String, Object> properties) {
        String name = name(properties);
        if (name.isEmpty()) {
            LOG.error(
                    "an audit output of the bundle {} is ignored: it has no property {}",
                    properties.get(Constants.SERVICE_BUNDLEID),
                    AuditOutput.NAME);
            return;
        }
        pipeline.bind(name, output, properties.get(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0);
    }

    void updatedOutput(AuditOutput output, Map<String, Object> properties) {
        pipeline.updated(name(properties));
    }

    void unbindOutput(AuditOutput output, Map<String, Object> properties) {
        pipeline.unbind(name(properties), output);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindRoute(ConfiguredAuditRoute route) {
        routes.add(route);
        publishRoutes();
    }

    void updatedRoute(ConfiguredAuditRoute route) {
        publishRoutes();
    }

    void unbindRoute(ConfiguredAuditRoute route) {
        routes.remove(route);
        publishRoutes();
    }

    @Override
    public void put(AuditRecord record) {
        pipeline.put(record);
    }

    @Override
    public SpoolStatus spool() {
        return pipeline.spool();
    }

    @Override
    public List<OutputStatus> outputs() {
        return pipeline.outputs();
    }

    @Override
    public RouteTrial tryOut(AuditRecord record) {
        return pipeline.tryOut(record);
    }

    @Override
    public int replay(String output) throws IOException {
        return pipeline.replay(output);
    }

    @Override
    public void forget(String output) throws IOException {
        pipeline.forget(output);
    }

    private synchronized void publishRoutes() {
        pipeline.setRoutes(routes.stream().map(ConfiguredAuditRoute::route).toList());
    }

    private static String name(Map<String, Object> properties) {
        return properties.get(AuditOutput.NAME) instanceof String name ? name : "";
    }
}
