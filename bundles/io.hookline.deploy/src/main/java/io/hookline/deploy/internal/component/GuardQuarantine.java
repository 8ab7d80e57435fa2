package io.hookline.deploy.internal.component;

import io.hookline.api.runtime.ReleaseId;
import io.hookline.engine.release.GuardObserver;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Puts releases in quarantine whose hooks the core does not call any more because of what they did: over restarts, until parole. */
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
