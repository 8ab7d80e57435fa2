package io.hookline.deploy;

import org.osgi.annotation.versioning.ProviderType;

/** A deployer with a folder of its own, which knows nothing of the releases of others. To be closed. */
@ProviderType
public interface PrivateDeployer extends Deployer, AutoCloseable {

    /** Ends its watch. What it has deployed and not removed goes on running until the framework stops. */
    @Override
    void close();
}
