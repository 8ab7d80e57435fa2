package io.hookline.shell.internal.deploy;

import io.hookline.api.runtime.Actor;
import io.hookline.deploy.CanaryOptions;
import io.hookline.deploy.CanaryState;
import io.hookline.deploy.CanaryStatus;
import io.hookline.deploy.ChangeRequest;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.Deployer;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.Plan;
import io.hookline.deploy.Prepared;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.QuarantineEntry;
import io.hookline.deploy.ReleaseStatus;
import io.hookline.deploy.UnloadStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A deployer that answers with snapshots, notes what it was asked for, and refuses or fails when it is told to. */
final class FakeDeployer implements Deployer {

    /** What it was asked for, one line each. */
    final List<String> asked = new ArrayList<>();

    /** The options of starts and canaries. */
    final List<DeployOptions> given = new ArrayList<>();

    private List<ReleaseStatus> status = Snapshots.status();
    private final Deque<List<CanaryStatus>> canaries = new ArrayDeque<>();
    private @Nullable Throwable failure;
    private boolean empty;

    /** One that has nothing to show. */
    static FakeDeployer empty() {
        FakeDeployer deployer = new FakeDeployer();
        deployer.empty = true;
        deployer.status = List.of();
        return deployer;
    }

    /** Throws this at the next command that changes something. */
    FakeDeployer failing(Throwable next) {
        failure = next;
        return this;
    }

    FakeDeployer with(ReleaseStatus... rows) {
        status = List.of(rows);
        return this;
    }

    @Override
    public Deployer actingFor(Actor actor, String reason) {
        if (!reason.isEmpty()) {
            asked.add("because " + reason);
        }
        return this;
    }

    @Override
    public Prepared prepare(ChangeRequest change, ProgressListener progress) {
        throw new UnsupportedOperationException("commands do not prepare changes");
    }

    @Override
    public Plan plan(ChangeRequest change) throws DeployRefusedException, InterruptedException {
        note("plan " + change.subjects() + (change.set() == 0 ? " " : " of set " + change.set() + " ")
                + change.options());
        return Snapshots.plan();
    }

    @Override
    public DeployResult deploy(List<String> sources, DeployOptions options, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        progress.step("verifying " + sources.get(0));
        note("deploy " + sources + " " + options);
        progress.step("publishing\u001B[2J");
        return Snapshots.result();
    }

    @Override
    public DeployResult remove(List<String> names, DeployOptions options, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        note("remove " + names + " ripple " + options.allowRipple());
        progress.step("stopping " + names.get(0));
        return new DeployResult(8, 12, List.of(), List.of(names.get(0) + " 1.0.0"), 40, 0, List.of());
    }

    @Override
    public DeployResult stop(List<String> names, DeployOptions options, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        note("stop " + names + " ripple " + options.allowRipple());
        progress.step("stopping " + names.get(0));
        return new DeployResult(8, 12, List.of(), List.of(names.get(0) + " 1.0.0"), 40, 0, List.of());
    }

    @Override
    public DeployResult start(List<String> names, DeployOptions options, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        note("start " + names + " ready " + options.readyTimeout());
        given.add(options);
        return new DeployResult(9, 13, List.of(names.get(0) + " 1.0.0"), List.of(), 0, 0, List.of());
    }

    @Override
    public DeployResult rollback(long set, DeployOptions options, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        note("rollback " + set + " ripple " + options.allowRipple());
        return new DeployResult(9, 0, List.of(), List.of(), 0, 0, List.of());
    }

    @Override
    public DeployResult rollback(List<String> names, long set, DeployOptions options, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        note("rollback " + names + " to " + set + " ripple " + options.allowRipple());
        return new DeployResult(9, 14, List.of(names.get(0) + " 1.0.0"), List.of(), 0, 0, List.of());
    }

    /** Answers with these canaries, one list after the other. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    final FakeDeployer withCanaries(List<CanaryStatus>... lists) {
        canaries.addAll(List.of(lists));
        return this;
    }

    @Override
    public List<DesiredSet> history() {
        return empty ? List.of() : Snapshots.history();
    }

    @Override
    public List<ReleaseStatus> status() {
        return status;
    }

    @Override
    public CanaryStatus canary(String source, CanaryOptions canary, DeployOptions options, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        progress.step("verifying " + source);
        note("canary " + source + " " + canary + " downgrade " + options.allowDowngrade() + " waived "
                + options.waived());
        given.add(options);
        return Snapshots.canary(CanaryState.RUNNING, "20 %", "not evaluated yet");
    }

    @Override
    public List<CanaryStatus> canaries() {
        if (!canaries.isEmpty()) {
            return canaries.removeFirst();
        }
        return empty ? List.of() : Snapshots.canaries();
    }

    @Override
    public CanaryStatus pauseCanary(String name) throws DeployRefusedException {
        refuse("pause " + name);
        return Snapshots.canary(CanaryState.PAUSED, "20 %", "paused by hand");
    }

    @Override
    public CanaryStatus resumeCanary(String name) throws DeployRefusedException {
        refuse("resume " + name);
        return Snapshots.canary(CanaryState.RUNNING, "20 %", "resumed by hand");
    }

    @Override
    public DeployResult promoteCanary(String name, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        note("promote " + name);
        progress.step("publishing");
        return Snapshots.result();
    }

    @Override
    public CanaryStatus abortCanary(String name, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        note("abort " + name);
        progress.step("stopping " + name);
        return Snapshots.canary(CanaryState.ROLLED_BACK, "0 %", "ended by hand");
    }

    @Override
    public List<QuarantineEntry> quarantine() {
        return empty ? List.of() : Snapshots.quarantine();
    }

    @Override
    public void quarantine(String name, String version, String reason)
            throws DeployRefusedException, InterruptedException {
        note("quarantine " + name + " " + version + ": " + reason);
    }

    @Override
    public void parole(String name, String version) throws DeployRefusedException {
        refuse("parole " + name + " " + version);
    }

    @Override
    public List<UnloadStatus> unloads() {
        return empty ? List.of() : Snapshots.unloads();
    }

    @Override
    public String heapPath(String release) throws DeployRefusedException, InterruptedException {
        note("heap path of " + release);
        return "thread pool-1\u001B[2J\n  holds acme.Rate";
    }

    private void note(String what) throws DeployRefusedException, InterruptedException {
        if (failure instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        refuse(what);
    }

    private void refuse(String what) throws DeployRefusedException {
        asked.add(what);
        if (failure instanceof DeployRefusedException refused) {
            throw refused;
        }
        if (failure instanceof RuntimeException failed) {
            throw failed;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }

    /** A refusal with hostile text in it. */
    static DeployRefusedException refusal() {
        return new DeployRefusedException(
                DeployRefusal.UNRESOLVED,
                "acme.rate 1.1.0 does not resolve\u001B[2J",
                List.of("it requires package acme.clock\nversion [2,3)", "offered is 1.4.0"));
    }
}
