package io.hookline.httpcorpus;

import java.util.List;

/**
 * The outcome of all cases, in the corpus' order.
 *
 * @param results one for each case
 * @param strays requests at the upstream that belong to no case; each is a fault of the proxy, unless it is a health
 *     check
 */
public record CorpusReport(List<CaseResult> results, List<SeenRequest> strays) {

    public CorpusReport {
        results = List.copyOf(results);
        strays = List.copyOf(strays);
    }

    public List<CaseResult> failures() {
        return results.stream().filter(result -> !result.passed()).toList();
    }

    public List<CaseResult> failures(Kind kind) {
        return failures().stream()
                .filter(result -> result.played().kind() == kind)
                .toList();
    }

    public long passed() {
        return results.stream().filter(CaseResult::passed).count();
    }
}
