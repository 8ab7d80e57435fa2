package io.hookline.deploy.internal.component;

import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DeployerFactory;
import io.hookline.deploy.PrivateDeployer;
import java.io.IOException;
import java.nio.file.Path;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes deployers beside the framework's own. */
@Component(service = DeployerFactory.class)
public final class PrivateDeployers implements DeployerFactory {

    private final DeployService deploy;

    /** Deployers configured as the framework's own. */
    @Activate
    public PrivateDeployers(@Reference DeployService deploy) {
        this.deploy = deploy;
    }

    @Override
    public PrivateDeployer open(Path folder) throws DeployRefusedException, InterruptedException {
        try {
            return deploy.open(folder);
        } catch (IOException e) {
            throw new DeployRefusedException(
                    DeployRefusal.STORE_FAILED, "the folder " + folder + " cannot be used: " + e);
        }
    }
}
