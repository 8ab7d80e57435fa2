package io.hookline.deploy.artifact;

import java.nio.file.Path;

/**
 * A release that is to be installed.
 *
 * @param identity which one
 * @param content its verified file in the store; it stays there, unchanged, as long as the release is installed
 * @param besideSameVersion whether a release of the same name and version is installed and is about to be replaced
 * @param restored whether the process is starting: an installation that an earlier process left may be used again
 */
public record StagingRequest(ArtifactIdentity identity, Path content, boolean besideSameVersion, boolean restored) {}
