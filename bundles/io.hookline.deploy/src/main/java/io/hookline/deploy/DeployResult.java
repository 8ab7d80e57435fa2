package io.hookline.deploy;

import java.util.List;

/**
 * What a change has done.
 *
 * @param set number of the desired set that it wrote
 * @param generation number of the generation that it published; 0 if nothing runs differently
 * @param joined releases that came, name and version
 * @param left releases that went, name and version
 * @param drainMillis how long it waited for calls that had begun before
 * @param callsLeft how many of them were still running when the wait gave up; 0 if all had ended
 * @param notes what else the operator should know
 * @param hooks the hooks that the releases that came have brought, one entry for each of their points
 */
public record DeployResult(
        long set,
        long generation,
        List<String> joined,
        List<String> left,
        long drainMillis,
        long callsLeft,
        List<String> notes,
        List<JoinedHooks> hooks) {

    /** Copies the lists. */
    public DeployResult {
        joined = List.copyOf(joined);
        left = List.copyOf(left);
        notes = List.copyOf(notes);
        hooks = List.copyOf(hooks);
    }

    /** A result that does not tell of hooks. */
    public DeployResult(
            long set,
            long generation,
            List<String> joined,
            List<String> left,
            long drainMillis,
            long callsLeft,
            List<String> notes) {
        this(set, generation, joined, left, drainMillis, callsLeft, notes, List.of());
    }

    /** Tells of the hooks that came. */
    public DeployResult withHooks(List<JoinedHooks> came) {
        return new DeployResult(set, generation, joined, left, drainMillis, callsLeft, notes, came);
    }
}
