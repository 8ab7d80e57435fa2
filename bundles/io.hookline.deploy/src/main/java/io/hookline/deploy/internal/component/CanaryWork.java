package io.hookline.deploy.internal.component;

import io.hookline.api.runtime.Actor;
import io.hookline.api.runtime.Cause;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.ChangeRequest;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.Plan;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.internal.canary.Canary;
import io.hookline.deploy.internal.canary.CanaryController;
import io.hookline.deploy.internal.change.Change;
import io.hookline.deploy.internal.change.ChangeRequests;
import io.hookline.deploy.internal.change.ChangeRunner;
import io.hookline.deploy.internal.change.PreparedChange;
import io.hookline.deploy.internal.receive.Cancellation;
import io.hookline.deploy.internal.store.Quarantine;
import io.hookline.engine.release.ReleaseControl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The changes that end a canary, in its turn: promotion, abort, quarantine. Preparing them changes nothing. */
final class CanaryWork {

    private final ReleaseControl control;
    private final ChangeRequests requests;
    private final ChangeRunner runner;
    private final CanaryController canaries;
    private final Quarantine quarantine;

    CanaryWork(
            ReleaseControl control,
            ChangeRequests requests,
            ChangeRunner runner,
            CanaryController canaries,
            Quarantine quarantine) {
        this.control = control;
        this.requests = requests;
        this.runner = runner;
        this.canaries = canaries;
        this.quarantine = quarantine;
    }

    /**
     * The work of a request; null if the request is for no such change.
     *
     * @throws DeployRefusedException if no canary, or no release, of the name is known
     */
    PreparedChange.@Nullable Work of(ChangeRequest request) throws DeployRefusedException {
        String subject = request.subjects().isEmpty() ? "" : request.subjects().get(0);
        Actor actor = request.options().actor();
        String reason = request.options().reason();
        return switch (request.kind()) {
            case PROMOTE -> {
                Canary canary = canaries.get(subject);
                yield new Promotion(
                        canary,
                        request.cause() + " " + canary.candidate().artifact().label(),
                        actor,
                        reason);
            }
            case ABORT ->
                new Abort(canaries.get(subject), new Cause(actor, Change.withReason(request.cause(), reason)), reason);
            case QUARANTINE -> {
                int at = subject.lastIndexOf('@');
                Artifact artifact = requests.known(subject.substring(0, at), subject.substring(at + 1));
                yield new Ban(artifact, new Cause(actor, request.cause()));
            }
            default -> null;
        };
    }

    private static Plan leaving(List<String> labels, List<String> notes) {
        return new Plan(List.of(), labels, List.of(), List.of(), List.of(), notes);
    }

    private static String label(Canary canary) {
        return canary.candidate().artifact().label();
    }

    /** A candidate that is to take all calls. */
    private final class Promotion implements PreparedChange.Work {

        private final Canary canary;
        private final String cause;
        private final Actor actor;
        private final String reason;

        Promotion(Canary canary, String cause, Actor actor, String reason) {
            this.canary = canary;
            this.cause = cause;
            this.actor = actor;
            this.reason = reason;
        }

        @Override
        public Plan plan() {
            return leaving(List.of(canary.stable().artifact().label()), canary.waivers());
        }

        @Override
        public DeployResult commit(Cancellation cancellation, ProgressListener progress)
                throws DeployRefusedException, InterruptedException {
            cancellation.seal();
            DeployResult result = canaries.promote(canary, cause, actor, reason, runner, progress);
            canaries.decidedByHand(canary, actor, "promoted", reason);
            return result.withHooks(BroughtHooks.of(List.of(canary.candidate()), control));
        }

        @Override
        public void undo(String reason) {
            // The canary goes on as before.
        }
    }

    /** A candidate that is to take no call any more. */
    private final class Abort implements PreparedChange.Work {

        private final Canary canary;
        private final Cause cause;
        private final String reason;

        Abort(Canary canary, Cause cause, String reason) {
            this.canary = canary;
            this.cause = cause;
            this.reason = reason;
        }

        @Override
        public Plan plan() {
            return leaving(List.of(label(canary)), List.of());
        }

        @Override
        public DeployResult commit(Cancellation cancellation, ProgressListener progress)
                throws DeployRefusedException, InterruptedException {
            cancellation.seal();
            DeployResult result = canaries.end(canary, cause, ReleaseState.CLOSED, runner, progress);
            canaries.decidedByHand(canary, cause.actor(), "aborted", reason);
            return result;
        }

        @Override
        public void undo(String reason) {
            // The canary goes on as before.
        }
    }

    /** Content that is to be forbidden. */
    private final class Ban implements PreparedChange.Work {

        private final Artifact artifact;
        private final Cause cause;

        Ban(Artifact artifact, Cause cause) {
            this.artifact = artifact;
            this.cause = cause;
        }

        @Override
        public Plan plan() {
            Canary canary = canary();
            return leaving(canary == null ? List.of() : List.of(label(canary)), List.of());
        }

        @Override
        public DeployResult commit(Cancellation cancellation, ProgressListener progress)
                throws DeployRefusedException, InterruptedException {
            cancellation.seal();
            quarantine.add(artifact, cause);
            Canary canary = canary();
            return canary == null
                    ? new DeployResult(0, 0, List.of(), List.of(), 0, 0, List.of())
                    : canaries.end(canary, cause, ReleaseState.QUARANTINED, runner, progress);
        }

        @Override
        public void undo(String reason) {
            // Nothing is forbidden yet.
        }

        /** The canary whose candidate has the content. */
        private @Nullable Canary canary() {
            return canaries.find(artifact.name())
                    .filter(one -> one.candidate().artifact().equals(artifact))
                    .orElse(null);
        }
    }
}
