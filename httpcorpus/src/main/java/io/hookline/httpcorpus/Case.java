package io.hookline.httpcorpus;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One exchange and what is expected of it.
 *
 * @param family the class of the corpus that has it
 * @param name unique in the corpus
 * @param section what asks for the outcome, such as {@code RFC 9112 §3.2}
 * @param kind how much depends on it
 * @param steps what the client does
 * @param answers what the upstream does with the first request of the case, the second, and so on; the last one is
 *     repeated
 * @param expectation what must come of it
 */
public record Case(
        String family,
        String name,
        String section,
        Kind kind,
        List<Step> steps,
        List<Answer> answers,
        Expectation expectation) {

    public Case {
        steps = List.copyOf(steps);
        answers = List.copyOf(answers);
    }

    /** Which of the client's requests are HEAD requests, counted from 0: each is sent in a step of its own. */
    Set<Integer> headRequests() {
        Set<Integer> heads = new HashSet<>();
        int request = 0;
        for (Step step : steps) {
            if (step instanceof Step.Send send && send.text().contains("HTTP/1")) {
                if (send.text().startsWith("HEAD ")) {
                    heads.add(request);
                }
                request++;
            }
        }
        return heads;
    }

    @Override
    public String toString() {
        return family + "/" + name;
    }
}
