package io.hookline.deploy.internal.component;

import io.hookline.api.runtime.Actor;
import io.hookline.deploy.CanaryOptions;
import io.hookline.deploy.CanaryStatus;
import io.hookline.deploy.ChangeRequest;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.Deployer;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.Plan;
import io.hookline.deploy.Prepared;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.QuarantineEntry;
import io.hookline.deploy.ReleaseStatus;
import io.hookline.deploy.UnloadStatus;
import java.util.List;

/** A deployment that acts for someone: its changes carry the actor and their reason. Safe for use by many threads. */
final class ActingDeployer implements Deployer {

    private final Deployment deployment;
    private final Actor actor;
    private final String reason;

    ActingDeployer(Deployment deployment, Actor actor, String reason) {
        this.deployment = deployment;
        this.actor = actor;
        this.reason = reason;
    }

    @Override
    public Deployer actingFor(Actor other, String why) {
        return new ActingDeployer(deployment, other, why);
    }

    @Override
    public Plan plan(ChangeRequest change) throws DeployRefusedException, InterruptedException {
        return deployment.plan(change.withActor(actor).withReason(reason));
    }

    @Override
    public Prepared prepare(ChangeRequest change, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        return deployment.prepare(change.withActor(actor).withReason(reason), progress);
    }

    @Override
    public List<DesiredSet> history() {
        return deployment.history();
    }

    @Override
    public List<ReleaseStatus> status() {
        return deployment.status();
    }

    @Override
    public CanaryStatus canary(String source, CanaryOptions canary, DeployOptions options, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        return deployment.canary(source, canary, options.withActor(actor).withReason(reason), progress);
    }

    @Override
    public List<CanaryStatus> canaries() {
        return deployment.canaries();
    }

    @Override
    public CanaryStatus pauseCanary(String name) throws DeployRefusedException {
        return deployment.pauseCanary(name, actor, reason);
    }

    @Override
    public CanaryStatus resumeCanary(String name) throws DeployRefusedException {
        return deployment.resumeCanary(name, actor, reason);
    }

    @Override
    public List<QuarantineEntry> quarantine() {
        return deployment.quarantine();
    }

    @Override
    public void parole(String name, String version) throws DeployRefusedException {
        deployment.parole(name, version);
    }

    @Override
    public List<UnloadStatus> unloads() {
        return deployment.unloads();
    }

    @Override
    public String heapPath(String release) throws DeployRefusedException, InterruptedException {
        return deployment.heapPath(release);
    }
}
