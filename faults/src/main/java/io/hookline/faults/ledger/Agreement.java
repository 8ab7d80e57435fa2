package io.hookline.faults.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Four views of what runs, taken while nothing changes. They have to tell the same story.
 *
 * @param desired the version of each plugin of the desired set, by name
 * @param stopped the names of the plugins in it that are stopped
 * @param states the state of each release in the status table, by {@code name version}
 * @param chained the version of each campaign plugin in the chain of the gateway's responses, by name
 * @param marked the version of each campaign plugin that marked a response, by name
 */
public record Agreement(
        Map<String, String> desired,
        Set<String> stopped,
        Map<String, State> states,
        Map<String, String> chained,
        Map<String, String> marked) {

    /** The state of a release, with its reason; the reason is empty if there is none. */
    public record State(String name, String why) {

        /** Whether the release runs. */
        public boolean isRunning() {
            return name.equals("RUNNING");
        }
    }

    /** The contradictions, one sentence each. */
    public List<String> contradictions() {
        List<String> found = new ArrayList<>();
        desired.forEach((name, version) -> compareWithStatus(name, version, found));
        states.forEach((release, state) -> {
            int at = release.indexOf(' ');
            boolean isDesired = release.substring(at + 1).equals(desired.get(release.substring(0, at)));
            if (state.isRunning() && !isDesired) {
                found.add("status says that " + release + " runs, but it is not in the desired set");
            }
        });
        chained.forEach((name, version) -> {
            State state = states.get(name + " " + version);
            if (state == null || !state.isRunning()) {
                found.add(name + " " + version + " is in the chain, but its state is "
                        + (state == null ? "unknown" : state.name()));
            }
        });
        if (!chained.equals(marked)) {
            found.add("the chain has " + chained + ", but responses are marked by " + marked);
        }
        return found;
    }

    /** The plugins of the set that should run and do not, with state and reason, except some. */
    public List<String> missing(Set<String> except) {
        List<String> missing = new ArrayList<>();
        desired.forEach((name, version) -> {
            State state = states.get(name + " " + version);
            boolean runs = state != null && state.isRunning();
            if (!runs && !stopped.contains(name) && !except.contains(name)) {
                missing.add(name + " " + version + " does not run: "
                        + (state == null ? "it has no state" : state.name() + ", " + state.why()));
            }
        });
        return missing;
    }

    private void compareWithStatus(String name, String version, List<String> found) {
        String release = name + " " + version;
        State state = states.get(release);
        if (state == null) {
            found.add(release + " is in the desired set, but has no state");
        } else if (stopped.contains(name) && state.isRunning()) {
            found.add(release + " is stopped in the desired set, but runs");
        } else if (!state.isRunning() && state.why().isEmpty()) {
            found.add(release + " is in the desired set and does not run, and status gives no reason");
        }
    }
}
