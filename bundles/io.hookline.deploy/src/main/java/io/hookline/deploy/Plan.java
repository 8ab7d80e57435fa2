package io.hookline.deploy;

import java.util.List;

/**
 * What a change would do, and why it would be refused.
 *
 * @param releases those that would come
 * @param leaving those that would go, name and version
 * @param chains the chains that would change
 * @param ripple other bundles that removing the old releases would restart
 * @param refusals why it would be refused, as things are; empty if it would not
 * @param notes checks that were waived, and what else the operator should know
 */
public record Plan(
        List<PlannedRelease> releases,
        List<String> leaving,
        List<PlannedChain> chains,
        List<String> ripple,
        List<Refusal> refusals,
        List<String> notes) {

    /** Copies the lists. */
    public Plan {
        releases = List.copyOf(releases);
        leaving = List.copyOf(leaving);
        chains = List.copyOf(chains);
        ripple = List.copyOf(ripple);
        refusals = List.copyOf(refusals);
        notes = List.copyOf(notes);
    }

    /** How many calls are now in chains that would change. */
    public long inFlight() {
        return chains.stream().mapToLong(PlannedChain::inFlight).sum();
    }

    /**
     * A reason to refuse a change.
     *
     * @param kind what kind of reason
     * @param message the cause and the remedy
     * @param details what led to it
     */
    public record Refusal(DeployRefusal kind, String message, List<String> details) {

        /** The reason as it is thrown. */
        public DeployRefusedException toException() {
            return new DeployRefusedException(kind, message, details);
        }
    }
}
