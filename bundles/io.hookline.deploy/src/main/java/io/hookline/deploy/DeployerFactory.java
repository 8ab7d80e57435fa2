package io.hookline.deploy;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/** Makes deployers beside the framework's own, for what is not to appear in its history: tests, trials. An OSGi service. */
@ProviderType
public interface DeployerFactory {

    /**
     * A deployer over a folder; what desired set is in it is started.
     *
     * @param folder made if it is not there; used by one deployer at a time
     * @throws DeployRefusedException if the folder cannot be used
     */
    PrivateDeployer open(Path folder) throws DeployRefusedException, InterruptedException;
}
