package io.hookline.deploy.internal.component;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps File Install from installing bundles out of other folders than the drop folder, or updating installed ones, in
 * the product's own process: they would not be verified. Jars of other folders are named in the log.
 */
@Component(immediate = true, property = Constants.SERVICE_RANKING + ":Integer=999")
public final class ForeignFiles implements ArtifactInstaller {

    private static final Logger LOG = LoggerFactory.getLogger(ForeignFiles.class);
    private static final byte[] ZIP_MAGIC = {'P', 'K'};

    private final boolean ownProcess;
    private final DropFolder dropFolder;

    /** Leaves the files in the drop folder to it. */
    @Activate
    public ForeignFiles(BundleContext context, @Reference DropFolder dropFolder) {
        this.ownProcess = context.getProperty("hookline.home") != null;
        this.dropFolder = dropFolder;
    }

    /** Bundles are recognised by their content: File Install does not go by their names either. */
    @Override
    public boolean canHandle(File artifact) {
        if (!ownProcess || dropFolder.canHandle(artifact)) {
            return false;
        }
        if (artifact.isDirectory()) {
            return new File(artifact, "META-INF/MANIFEST.MF").exists();
        }
        if (!artifact.isFile()) {
            return false;
        }
        try (InputStream in = Files.newInputStream(artifact.toPath())) {
            return Arrays.equals(in.readNBytes(ZIP_MAGIC.length), ZIP_MAGIC);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void install(File artifact) {
        LOG.error(
                "{} is not installed: bundles are installed by hook:deploy and from the drop folder only, which verify"
                        + " them. Put it there, or remove the configuration of File Install that watches its folder",
                artifact);
    }

    @Override
    public void update(File artifact) {
        install(artifact);
    }

    @Override
    public void uninstall(File artifact) {
        // Nothing was installed.
    }
}
