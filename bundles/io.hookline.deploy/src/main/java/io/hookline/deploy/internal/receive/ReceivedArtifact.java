package io.hookline.deploy.internal.receive;

import io.hookline.deploy.Artifact;
import io.hookline.deploy.artifact.ArtifactIdentity;
import io.hookline.deploy.artifact.ArtifactType;
import java.nio.file.Path;

/**
 * A verified release in the store.
 *
 * @param artifact which release it is
 * @param type its artifact type
 * @param content its file in the store
 * @param size of the file, in bytes
 */
public record ReceivedArtifact(Artifact artifact, ArtifactType type, Path content, long size) {

    /** Its name and version, as its type knows them. */
    public ArtifactIdentity identity() {
        return new ArtifactIdentity(artifact.name(), artifact.version());
    }
}
