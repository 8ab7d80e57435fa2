package io.hookline.deploy.internal.change;

import io.hookline.deploy.internal.receive.ReceivedArtifact;
import java.io.IOException;
import java.util.List;

/** Whether a release could start with the configuration that is set now. */
final class PlannedConfiguration {

    private PlannedConfiguration() {}

    /** What is wrong with it, a sentence each; empty if nothing is. */
    static List<String> problems(ReceivedArtifact received) {
        String label = received.artifact().label();
        try {
            return received.type().unfit(received.content()).stream()
                    .map(problem ->
                            label + " is not fit to start: " + problem + "; fix it in conf/ or with hook:config")
                    .toList();
        } catch (IOException e) {
            return List.of(label + " has a description of its configuration that cannot be read: " + e.getMessage());
        }
    }
}
