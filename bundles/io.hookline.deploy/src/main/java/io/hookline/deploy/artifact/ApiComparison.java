package io.hookline.deploy.artifact;

import java.util.List;

/**
 * Whether the version of a new release tells the truth about what has changed since the running one.
 *
 * @param honest whether it does; if not, the change is refused unless an operator waives it
 * @param headline one sentence that says so
 * @param changes the changes of the exported API, one sentence each
 */
public record ApiComparison(boolean honest, String headline, List<String> changes) {

    /** Copies the list. */
    public ApiComparison {
        changes = List.copyOf(changes);
    }

    /** A comparison that was not made, with the reason. */
    public static ApiComparison notMade(String reason) {
        return new ApiComparison(true, "not compared: " + reason, List.of());
    }
}
