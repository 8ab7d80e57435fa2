package io.hookline.deploy.internal.artifact;

import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.artifact.ApiComparison;
import io.hookline.deploy.artifact.ArtifactDescription;
import io.hookline.deploy.artifact.ArtifactIdentity;
import io.hookline.deploy.artifact.ArtifactLimits;
import io.hookline.deploy.artifact.ArtifactType;
import io.hookline.deploy.artifact.Dependant;
import io.hookline.deploy.artifact.Resolution;
import io.hookline.deploy.artifact.RestoreContext;
import io.hookline.deploy.artifact.StagedRelease;
import io.hookline.deploy.artifact.StagingRequest;
import io.hookline.deploy.artifact.StartContext;
import io.hookline.deploy.artifact.StopOutcome;
import io.hookline.deploy.internal.task.DeadlineTask;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An artifact type of another bundle, as deploy calls it: each step runs on a thread of its own with a deadline, and
 * whatever it throws or returns against its contract becomes a refusal, or a fault where nothing may fail any more. So
 * a type that hangs or fails harms its own releases only.
 */
public final class BoundedArtifactType implements ArtifactType {

    private static final Logger LOG = LoggerFactory.getLogger(BoundedArtifactType.class);
    private static final String HANGS = "it did not end in time";
    private static final String RECOGNISES = "recognises";
    private static final Duration STEP = Duration.ofSeconds(30);

    private final ArtifactType type;
    private final String name;
    private final Duration step;
    /** What judges a file and has not ended in time. */
    private volatile @Nullable DeadlineTask judging;

    /**
     * Calls a type.
     *
     * @throws IllegalArgumentException if its name is not one
     */
    public BoundedArtifactType(ArtifactType type) {
        this(type, STEP);
    }

    /** Calls a type, with a time of your own for each step. */
    public BoundedArtifactType(ArtifactType type, Duration step) {
        this.type = type;
        this.step = step;
        String named = type.name();
        if (named == null || !named.matches("[a-z][a-z0-9.-]{0,63}")) {
            throw new IllegalArgumentException(
                    "the name of an artifact type has to be a lower-case letter, then at most"
                            + " 63 lower-case letters, digits, dots or hyphens");
        }
        this.name = named;
    }

    /** Whether it calls this very type. */
    public boolean calls(ArtifactType other) {
        return type == other;
    }

    @Override
    public String name() {
        return name;
    }

    // ---- files -----------------------------------------------------------------------------------------------------

    /** A file that the type cannot judge in time is not of the type; nor is any other until the judging has ended. */
    @Override
    public boolean recognises(Path content) {
        DeadlineTask before = judging;
        if (before != null && !before.hasEnded()) {
            LOG.warn("{} does not get {}: it still judges another file, {}", this, content, before.where());
            return false;
        }
        try {
            return ask(RECOGNISES, step, () -> type.recognises(content));
        } catch (DeployRefusedException e) {
            LOG.warn("{} does not get {}: {}", this, content, e.getMessage());
            return false;
        }
    }

    @Override
    public boolean isSignedJar() {
        try {
            return type.isSignedJar();
        } catch (RuntimeException | Error e) {
            LOG.warn("{} does not say whether its files are signed jars", this, e);
            return false;
        }
    }

    @Override
    public ArtifactIdentity verify(Path content, ArtifactLimits limits) throws DeployRefusedException {
        return ask("verify", step, () -> type.verify(content, limits));
    }

    @Override
    public ArtifactDescription describe(Path content, ArtifactIdentity identity) throws DeployRefusedException {
        return ask("describe", step, () -> type.describe(content, identity));
    }

    // ---- plans -----------------------------------------------------------------------------------------------------

    @Override
    public ApiComparison compare(Path running, Path next) throws IOException {
        return orFault("compare", () -> type.compare(running, next));
    }

    @Override
    public Resolution resolve(List<Path> arriving, Collection<StagedRelease> leaving) throws IOException {
        return orFault("resolve", () -> type.resolve(arriving, leaving));
    }

    @Override
    public Map<Path, Resolution> unstartable(Collection<Path> set) throws IOException {
        return orFault("unstartable", () -> Map.copyOf(type.unstartable(set)));
    }

    @Override
    public List<String> conflicts(ArtifactIdentity identity, Path content) {
        return orFault("conflicts", () -> List.copyOf(type.conflicts(identity, content)));
    }

    @Override
    public List<String> unfit(Path content) {
        return orFault("unfit", () -> List.copyOf(type.unfit(content)));
    }

    @Override
    public List<Dependant> dependants(Collection<StagedRelease> leaving) {
        return orFault("dependants", () -> List.copyOf(type.dependants(leaving)));
    }

    // ---- running ---------------------------------------------------------------------------------------------------

    @Override
    public StagedRelease stage(StagingRequest request) throws DeployRefusedException {
        StagedRelease staged = ask("stage", step, () -> type.stage(request));
        if (staged.id() == null) {
            throw refused("stage", "it has staged a release without an id");
        }
        return staged;
    }

    @Override
    public void start(List<StagedRelease> arriving, Collection<StagedRelease> leaving, StartContext context)
            throws DeployRefusedException {
        ask("start", context.timeout().plus(step), () -> {
            type.start(arriving, leaving, context);
            return Boolean.TRUE;
        });
    }

    @Override
    public List<String> handOver(StagedRelease running, StagedRelease next) throws DeployRefusedException {
        return ask("handOver", step, () -> List.copyOf(type.handOver(running, next)));
    }

    @Override
    public List<StagedRelease> stopOrder(Collection<StagedRelease> releases) {
        try {
            List<StagedRelease> order = ask("stopOrder", step, () -> List.copyOf(type.stopOrder(releases)));
            return order.containsAll(releases) ? order : ArtifactType.super.stopOrder(releases);
        } catch (DeployRefusedException e) {
            LOG.warn("{} gives no order: {}", this, e.getMessage());
            return ArtifactType.super.stopOrder(releases);
        }
    }

    @Override
    public StopOutcome stop(StagedRelease release, String reason, Duration timeout) {
        AtomicReference<@Nullable StopOutcome> outcome = new AtomicReference<>();
        String fault = run("stop", timeout.plus(step), () -> outcome.set(type.stop(release, reason, timeout)));
        StopOutcome told = outcome.get();
        if (fault == null && told != null) {
            return told;
        }
        return new StopOutcome(
                fault == null || !fault.startsWith(HANGS), List.of(fault == null ? "no outcome" : fault));
    }

    @Override
    public List<String> uninstall(Collection<StagedRelease> releases, Duration timeout) {
        try {
            return ask("uninstall", timeout.plus(step), () -> List.copyOf(type.uninstall(releases, timeout)));
        } catch (DeployRefusedException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    // ---- the start of the process ----------------------------------------------------------------------------------

    @Override
    public void retain(Path folder, Set<Path> content) {
        String fault = run("retain", step, () -> type.retain(folder, content));
        if (fault != null) {
            LOG.warn("{} has not removed what earlier processes left: {}", this, fault);
        }
    }

    @Override
    public void restore(List<StagedRelease> staged, RestoreContext context) {
        Duration each = context.start("the process starts").timeout().plus(step);
        String fault =
                run("restore", each.multipliedBy(Math.max(1, staged.size())), () -> type.restore(staged, context));
        for (StagedRelease release : staged) {
            if (fault != null && context.isExpected(release) && !context.isRunning(release)) {
                context.failed(release, fault, !fault.startsWith(HANGS));
            }
        }
    }

    // ---- a step ----------------------------------------------------------------------------------------------------

    /** Asks for something that is not null. */
    private <T> T ask(String what, Duration deadline, Callable<T> code) throws DeployRefusedException {
        AtomicReference<@Nullable T> answer = new AtomicReference<>();
        AtomicReference<@Nullable DeployRefusedException> refusal = new AtomicReference<>();
        String fault = run(what, deadline, () -> {
            try {
                answer.set(code.call());
            } catch (DeployRefusedException e) {
                refusal.set(e);
            }
        });
        DeployRefusedException refused = refusal.get();
        if (refused != null) {
            throw refused;
        }
        T given = answer.get();
        if (fault != null || given == null) {
            throw refused(what, fault == null ? "it returned null" : fault);
        }
        return given;
    }

    /** The same where only a fault of the type can be told. */
    private <T> T orFault(String what, Callable<T> code) {
        try {
            return ask(what, step, code);
        } catch (DeployRefusedException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private DeployRefusedException refused(String what, String fault) {
        return new DeployRefusedException(DeployRefusal.NOT_READY, this + " failed in " + what + ": " + fault);
    }

    /** Runs a step; returns what went wrong, or null. */
    private @Nullable String run(String what, Duration deadline, DeadlineTask.Code code) {
        try {
            DeadlineTask task = DeadlineTask.begin("hookline-" + name + "-" + what, code);
            if (!task.await(deadline)) {
                task.interrupt();
                if (what.equals(RECOGNISES)) {
                    judging = task;
                }
                String stack = task.outcome().stack();
                return HANGS + ", " + deadline.toMillis() + " ms (" + stack + ")";
            }
            Throwable failure = task.outcome().failure();
            if (failure == null) {
                return null;
            }
            LOG.error("{} failed in {}", this, what, failure);
            return String.valueOf(failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "the thread was interrupted";
        }
    }

    @Override
    public String toString() {
        return "the artifact type '" + name + "'";
    }
}
