package io.hookline.deploy;

import io.hookline.api.runtime.Actor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change that a deployer is asked to prepare. Immutable; made by one of the methods below, such as {@link #deploy}.
 *
 * @param kind what to do
 * @param subjects sources of releases for DEPLOY and CANARY, {@code NAME@VERSION} for QUARANTINE, names of plugins
 *     otherwise; for ROLLBACK empty if all plugins go back
 * @param origins what the history remembers of where each source came from; as many as subjects
 * @param cause the words ahead of the releases' names in the history; for ABORT and QUARANTINE the reason
 * @param set number of the desired set for ROLLBACK; 0 is the one before the current, or for single plugins the latest
 *     one with another release of the plugin than now
 * @param canary which calls the candidate takes, for CANARY
 * @param options what the operator allows
 */
public record ChangeRequest(
        Kind kind,
        List<String> subjects,
        List<String> origins,
        String cause,
        long set,
        @Nullable CanaryOptions canary,
        DeployOptions options) {

    /** Copies the lists. */
    public ChangeRequest {
        subjects = List.copyOf(subjects);
        origins = List.copyOf(origins);
        if (origins.size() != subjects.size()) {
            throw new IllegalArgumentException(
                    "a change of " + subjects.size() + " subjects cannot have " + origins.size() + " origins");
        }
    }

    /** Deploys sources, all in one generation. */
    public static ChangeRequest deploy(List<String> sources, DeployOptions options) {
        return new ChangeRequest(Kind.DEPLOY, sources, sources, "deployed", 0, null, options);
    }

    /** Removes plugins, all in one generation. */
    public static ChangeRequest remove(List<String> names, DeployOptions options) {
        return new ChangeRequest(Kind.REMOVE, names, names, "removed", 0, null, options);
    }

    /** Stops plugins, which stay in the desired set. */
    public static ChangeRequest stop(List<String> names, DeployOptions options) {
        return new ChangeRequest(Kind.STOP, names, names, "stopped", 0, null, options);
    }

    /** Starts plugins of the desired set that do not run. */
    public static ChangeRequest start(List<String> names, DeployOptions options) {
        return new ChangeRequest(Kind.START, names, names, "started", 0, null, options);
    }

    /** Goes back to an earlier desired set; 0 is the one before the current. */
    public static ChangeRequest rollback(long set, DeployOptions options) {
        return new ChangeRequest(Kind.ROLLBACK, List.of(), List.of(), "rolled back", set, null, options);
    }

    /**
     * Brings the releases back that an earlier desired set names for some plugins, which need not run; all others stay.
     *
     * @param set the number of the set; 0 is for each plugin the latest set with another release of it than now
     */
    public static ChangeRequest rollback(List<String> names, long set, DeployOptions options) {
        return new ChangeRequest(Kind.ROLLBACK, names, names, "rolled back", set, null, options);
    }

    /** Brings a release in beside the one that runs, for some of the calls. */
    public static ChangeRequest canary(String source, CanaryOptions canary, DeployOptions options) {
        return new ChangeRequest(Kind.CANARY, List.of(source), List.of(source), "canary of", 0, canary, options);
    }

    /** Lets the candidate of a canary replace the stable release. */
    public static ChangeRequest promote(String name, DeployOptions options) {
        return new ChangeRequest(
                Kind.PROMOTE, List.of(name), List.of(name), "canary promoted by hand:", 0, null, options);
    }

    /** Ends a canary; the stable release takes all calls again. */
    public static ChangeRequest abort(String name, DeployOptions options) {
        return new ChangeRequest(Kind.ABORT, List.of(name), List.of(name), "ended by hand", 0, null, options);
    }

    /**
     * Forbids the content of a release, and takes it out if it runs as a canary.
     *
     * @param reason why, for people
     */
    public static ChangeRequest quarantine(String name, String version, String reason, DeployOptions options) {
        String release = name + "@" + version;
        return new ChangeRequest(Kind.QUARANTINE, List.of(release), List.of(release), reason, 0, null, options);
    }

    /** Remembers other origins than the sources themselves. */
    public ChangeRequest withOrigins(List<String> others) {
        return new ChangeRequest(kind, subjects, others, cause, set, canary, options);
    }

    /** Puts other words ahead of the releases' names in the history. */
    public ChangeRequest withCause(String words) {
        return new ChangeRequest(kind, subjects, origins, words, set, canary, options);
    }

    /** Sets who makes the change. */
    public ChangeRequest withActor(Actor actor) {
        return new ChangeRequest(kind, subjects, origins, cause, set, canary, options.withActor(actor));
    }

    /** Sets why it is made, in the words of who makes it; empty if they gave no reason. */
    public ChangeRequest withReason(String reason) {
        return new ChangeRequest(kind, subjects, origins, cause, set, canary, options.withReason(reason));
    }

    /** The change in a few words, for those who wait for it. */
    public String label() {
        return subjects.isEmpty() ? kind.words : kind.words + " " + String.join(", ", subjects);
    }

    /** What to do. */
    public enum Kind {

        /** Deploy new releases. */
        DEPLOY("deploying"),

        /** Remove plugins. */
        REMOVE("removing"),

        /** Stop plugins. */
        STOP("stopping"),

        /** Start plugins that were stopped or did not start. */
        START("starting"),

        /** Go back to an earlier desired set, or with some plugins to their releases in it. */
        ROLLBACK("rollback"),

        /** Begin a canary. */
        CANARY("canary of"),

        /** Promote a canary. */
        PROMOTE("promotion of"),

        /** End a canary. */
        ABORT("end of the canary of"),

        /** Forbid content to run. */
        QUARANTINE("quarantine of");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }
}
