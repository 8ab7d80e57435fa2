package io.hookline.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How a campaign runs.
 *
 * @param distribution the unpacked distribution to test
 * @param folder an empty folder for everything that the campaign writes
 * @param time its duration; the step that runs then is finished
 * @param steps the number of steps; 0 for as many as fit into the time
 * @param seed determines the faults, their order, and what they choose at random
 * @param only beginnings of names: only such faults are applied; empty for all
 */
public record CampaignOptions(Path distribution, Path folder, Duration time, int steps, long seed, List<String> only) {

    /** With a copy of the list. */
    public CampaignOptions {
        only = List.copyOf(only);
    }
}
