package io.hookline.httpcorpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The outcome that a case must have.
 *
 * @param statuses the allowed statuses of each final response, in their order; 0 stands for no response on a connection
 *     that the proxy ended
 * @param connection what becomes of the client's connection
 * @param upstream what the upstream may have seen
 * @param upstreamCount how many requests, where {@code upstream} asks for a number
 * @param checks further demands
 */
public record Expectation(
        List<Set<Integer>> statuses, Connection connection, Upstream upstream, int upstreamCount, List<Check> checks) {

    public Expectation {
        statuses = List.copyOf(statuses);
        checks = List.copyOf(checks);
    }

    /** What becomes of the client's connection. */
    public enum Connection {
        /** The proxy ends it after the last response. */
        CLOSED,
        /** The proxy announces its end, or answers one more request on it. */
        IN_SYNC,
        /** Nothing is expected. */
        ANY
    }

    /** What the upstream may have seen. */
    public enum Upstream {
        /** Not one byte. */
        NOTHING,
        /** No complete request; all incomplete ones have been aborted. */
        NEVER_COMPLETE,
        /** Exactly so many complete requests, and nothing else. */
        COUNT,
        /** That many if the first status is 2xx, nothing otherwise. */
        COUNT_IF_OK,
        /** Nothing is expected. */
        ANY
    }

    /**
     * A further demand.
     *
     * @param text what must hold, for people
     * @param holds whether it does
     */
    public record Check(String text, Predicate<Observation> holds) {}

    /** What an observation does not fulfil; empty if the case passes. */
    public List<String> problems(Observation seen) {
        List<String> problems = new ArrayList<>();
        checkStatuses(seen, problems);
        checkConnection(seen, problems);
        checkUpstream(seen, problems);
        for (Check check : checks) {
            if (!check.holds().test(seen)) {
                problems.add("does not hold: " + check.text());
            }
        }
        return problems;
    }

    private void checkStatuses(Observation seen, List<String> problems) {
        List<RawResponse> finals = seen.finals();
        for (int i = 0; i < statuses.size(); i++) {
            int status = i < finals.size() ? finals.get(i).status() : 0;
            boolean noAnswer = status == 0 && !seen.closed();
            if (noAnswer || !statuses.get(i).contains(status)) {
                problems.add("response " + (i + 1) + " is " + (status == 0 ? seen.summary() : String.valueOf(status))
                        + ", not one of " + statuses.get(i).stream().sorted().toList());
            }
        }
        // A refusal may cross the end that the client makes.
        boolean crossed = statuses.isEmpty() && finals.stream().allMatch(one -> one.status() >= 400);
        if (finals.size() > statuses.size() && !crossed) {
            problems.add(finals.size() + " responses instead of " + statuses.size());
        }
    }

    private void checkConnection(Observation seen, List<String> problems) {
        if (connection == Connection.CLOSED && !seen.closed()) {
            problems.add("the connection stays open");
        } else if (connection == Connection.IN_SYNC && !seen.probed()) {
            problems.add("the next request on the connection has no answer, though its end was not announced");
        }
    }

    private void checkUpstream(Observation seen, List<String> problems) {
        List<SeenRequest> requests = seen.requests();
        long complete = requests.stream()
                .filter(request -> request.state() == SeenRequest.State.COMPLETE)
                .count();
        boolean ok = seen.status() >= 200 && seen.status() < 300;
        int expected = upstream == Upstream.COUNT || (upstream == Upstream.COUNT_IF_OK && ok) ? upstreamCount : 0;
        boolean good =
                switch (upstream) {
                    case ANY -> true;
                    case NEVER_COMPLETE ->
                        requests.stream().allMatch(request -> request.state() == SeenRequest.State.ABORTED);
                    case NOTHING, COUNT, COUNT_IF_OK -> complete == expected && requests.size() == expected;
                };
        if (!good) {
            String wanted = upstream == Upstream.NEVER_COMPLETE
                    ? "no complete or open request"
                    : expected == 0 ? "nothing" : expected + " complete request(s)";
            problems.add("the upstream saw " + requests + " instead of " + wanted);
        }
    }
}
