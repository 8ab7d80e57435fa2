package io.hookline.audit.internal.component;

import io.hookline.audit.AuditRecord;
import io.hookline.audit.internal.route.AuditRoute;
import io.hookline.audit.internal.route.AuditRouteConfig;
import io.hookline.audit.output.AuditOutput;
import io.hookline.audit.status.OutputStatus;
import io.hookline.common.config.GivenOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A pipeline without a framework, for the tests of outputs. Every output gets every record. */
public final class TestPipeline implements AutoCloseable {

    private final Pipeline pipeline;

    /** Opens a pipeline in a folder, with these options of {@code io.hookline.audit}. */
    public TestPipeline(Path folder, Map<String, Object> options, String... outputs) throws IOException {
        pipeline =
                new Pipeline(folder, AuditSettings.of(GivenOptions.as(AuditConfig.class, options)), Clock.systemUTC());
        pipeline.setRoutes(Stream.of(outputs)
                .map(output -> AuditRoute.of(
                        output, GivenOptions.as(AuditRouteConfig.class, Map.of("outputs", new String[] {output}))))
                .toList());
    }

    /** Hands a record in, as a source does. */
    public void put(AuditRecord record) {
        pipeline.put(record);
    }

    /** A service comes. */
    public void bind(String name, AuditOutput output) {
        pipeline.bind(name, output, 0);
    }

    /** A service goes; returns when it delivers nothing more. */
    public void unbind(String name, AuditOutput output) {
        pipeline.unbind(name, output);
    }

    /** The state of an output. */
    public OutputStatus output(String name) {
        List<OutputStatus> all = pipeline.outputs();
        return all.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    @Override
    public void close() {
        pipeline.close();
    }
}
