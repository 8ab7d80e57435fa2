package io.hookline.httpcorpus;

import java.util.List;

/**
 * The outcome of one case.
 *
 * @param played the case
 * @param problems what it did not fulfil; empty if it passed
 * @param summary what the client saw, in a few words
 * @param seen what was seen on both sides
 */
public record CaseResult(Case played, List<String> problems, String summary, Observation seen) {

    public CaseResult {
        problems = List.copyOf(problems);
    }

    public boolean passed() {
        return problems.isEmpty();
    }
}
