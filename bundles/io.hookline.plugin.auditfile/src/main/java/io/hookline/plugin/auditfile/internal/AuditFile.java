package io.hookline.plugin.auditfile.internal;

import io.hookline.api.plugin.Plugin;
import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.AuditOutput;
import io.hookline.audit.output.Delivery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/** The output {@code file}: one JSON object a line, in a file that is rotated and compressed. */
@Plugin(
        id = "auditfile",
        version = "1.0.0",
        tags = {"audit", "output"})
@Component(name = "io.hookline.plugin.auditfile", property = AuditOutput.NAME + "=file")
@Designate(ocd = AuditFileConfig.class)
public final class AuditFile implements AuditOutput {

    private final BundleContext context;
    private volatile RotatedFile file;

    /**
     * Creates the folder of the file.
     *
     * @throws IOException if it cannot be created
     */
    @Activate
    public AuditFile(AuditFileConfig config, BundleContext context) throws IOException {
        this.context = context;
        file = of(config, context);
    }

    @Modified
    void modified(AuditFileConfig config) throws IOException {
        file = of(config, context);
    }

    @Override
    public List<Delivery> deliver(List<AuditEntry> entries) throws IOException {
        file.write(entries.stream().map(AuditEntry::json).toList());
        return Collections.nCopies(entries.size(), Delivery.DONE);
    }

    private static RotatedFile of(AuditFileConfig config, BundleContext context) throws IOException {
        String data = context.getProperty("hookline.data");
        if (config.file().isEmpty() && data == null) {
            throw new IOException("there is no data folder: set file");
        }
        Path path = config.file().isEmpty() ? Path.of(data, "audit", "audit.jsonl") : Path.of(config.file());
        return new RotatedFile(path, config.maxBytes(), config.keep(), config.chain());
    }
}
