package io.hookline.deploy.internal.recover;

import java.time.Instant;
import java.util.List;

/**
 * A desired set that can be chosen.
 *
 * @param number of the set
 * @param current whether it is what the next start takes
 * @param at when it was written
 * @param cause what led to it
 * @param plugins the releases that it starts, as name and version
 * @param stopped the releases that it keeps stopped
 * @param missing the releases whose content is not in the store, or is damaged there
 * @param quarantined the releases that do not start because they are in quarantine
 */
public record RecoverableSet(
        long number,
        boolean current,
        Instant at,
        String cause,
        List<String> plugins,
        List<String> stopped,
        List<String> missing,
        List<String> quarantined) {

    /** Whether all that it starts can be started, as far as the store goes. */
    boolean isWhole() {
        return missing.isEmpty() && quarantined.isEmpty();
    }

    /** What is wrong with it, for people. */
    String problems() {
        StringBuilder text = new StringBuilder();
        if (!missing.isEmpty()) {
            text.append("not in the store: ").append(String.join(", ", missing));
        }
        if (!quarantined.isEmpty()) {
            text.append(text.length() == 0 ? "" : "; ")
                    .append("in quarantine: ")
                    .append(String.join(", ", quarantined));
        }
        return text.length() == 0 ? "whole" : text.toString();
    }
}
