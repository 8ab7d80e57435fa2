package io.hookline.deploy;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/** Makes deployers with a history of their own, apart from the framework's, for tests and trials. An OSGi service. */
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
