package io.hookline.deploy.internal.artifact;

import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.artifact.ArtifactType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The artifact types of a deployment: OSGi bundles, and those that are services at the time. Safe for use by many
 * threads.
 */
public final class ArtifactTypes {

    private static final Logger LOG = LoggerFactory.getLogger(ArtifactTypes.class);

    private final ArtifactType bundles;
    private final Supplier<List<ArtifactType>> services;

    /**
     * Types.
     *
     * @param bundles the type of files that no other type recognises
     * @param services the other types at the time, in the order in which they are asked
     */
    public ArtifactTypes(ArtifactType bundles, Supplier<List<ArtifactType>> services) {
        this.bundles = bundles;
        this.services = services;
    }

    /** The type of a file; that of bundles, which says what is wrong with it, if no other one recognises it. */
    public ArtifactType recognise(Path content) {
        for (ArtifactType type : services.get()) {
            try {
                if (type.recognises(content)) {
                    return type;
                }
            } catch (IOException | RuntimeException | LinkageError e) {
                LOG.warn("the artifact type {} cannot tell whether it recognises {}", type.name(), content, e);
            }
        }
        return bundles;
    }

    /** All types that are available. */
    public List<ArtifactType> all() {
        List<ArtifactType> all = new ArrayList<>(List.of(bundles));
        all.addAll(services.get());
        return all;
    }

    /** The type of a name, if it is available. */
    public Optional<ArtifactType> find(String name) {
        return all().stream().filter(type -> type.name().equals(name)).findFirst();
    }

    /**
     * The type of a release.
     *
     * @param release name and version, for the message
     * @throws DeployRefusedException if it is not available
     */
    public ArtifactType get(String name, String release) throws DeployRefusedException {
        return find(name)
                .orElseThrow(() -> new DeployRefusedException(
                        DeployRefusal.TYPE_MISSING,
                        release + " is of the artifact type '" + name + "', which is not available: start the bundle"
                                + " that provides it"));
    }
}
