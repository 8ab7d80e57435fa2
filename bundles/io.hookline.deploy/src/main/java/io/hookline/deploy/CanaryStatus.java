package io.hookline.deploy;

import java.time.Instant;
import java.util.List;

/**
 * The state of a canary.
 *
 * @param name symbolic name of the plugin
 * @param candidate version of the candidate
 * @param stable version of the release that it is compared with
 * @param since when it began
 * @param state the state that it is in
 * @param weightPercent the candidate's share of the calls now, but for those that the key takes
 * @param weights that share in each step
 * @param step number of the current step, from 1
 * @param takes which calls it takes, for people
 * @param candidateCalls calls of the candidate's hooks since the canary began
 * @param candidateFailures those of them that failed
 * @param stableCalls calls of the stable release's hooks since the canary began
 * @param stableFailures those of them that failed
 * @param compared in the shadow: how many answers of the candidate were compared
 * @param different in the shadow: how many of them differ
 * @param examples in the shadow: some that differ
 * @param verdict the result of the latest evaluation, for people
 */
public record CanaryStatus(
        String name,
        String candidate,
        String stable,
        Instant since,
        CanaryState state,
        int weightPercent,
        List<Integer> weights,
        int step,
        String takes,
        long candidateCalls,
        long candidateFailures,
        long stableCalls,
        long stableFailures,
        long compared,
        long different,
        List<String> examples,
        String verdict) {}
