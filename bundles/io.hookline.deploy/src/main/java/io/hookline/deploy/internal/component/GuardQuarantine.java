package io.hookline.deploy.internal.component;

import io.hookline.api.runtime.ReleaseId;
import io.hookline.engine.release.GuardObserver;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Quarantines releases whose hooks a guard has taken out of the chains, until an operator releases them with {@code
 * hook:parole}.
 */
@Component
public final class GuardQuarantine implements GuardObserver {

    private final DeployService service;

    /** For the deployment of this framework. */
    @Activate
    public GuardQuarantine(@Reference DeployService service) {
        this.service = service;
    }

    @Override
    public void quarantined(ReleaseId release, String hook, String reason) {
        service.deployment().quarantine(release, hook + ": " + reason);
    }
}
