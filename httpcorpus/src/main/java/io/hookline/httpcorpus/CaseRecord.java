package io.hookline.httpcorpus;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the upstream saw of one case. Thread-safe. */
final class CaseRecord {

    private final String id;
    private final List<Answer> answers;
    private final List<SeenRequest> requests = new ArrayList<>();
    private final Set<UpstreamConnection> connections = new HashSet<>();
    private int answered;
    private long repeatedBytes;

    CaseRecord(String id, List<Answer> answers) {
        this.id = id;
        this.answers = List.copyOf(answers);
    }

    String id() {
        return id;
    }

    /** All requests so far, without the client's own probes. */
    synchronized List<SeenRequest> requests() {
        return Stream.concat(
                        requests.stream().filter(request -> !request.line().contains(RawClient.PROBE)),
                        connections.stream()
                                .map(connection -> connection.pending(this))
                                .filter(Objects::nonNull))
                .toList();
    }

    /** How many bytes of endless answers the proxy has taken. */
    synchronized long repeatedBytes() {
        return repeatedBytes;
    }

    synchronized void add(SeenRequest request, UpstreamConnection connection) {
        requests.add(request);
        connections.add(connection);
        notifyAll();
    }

    synchronized void changed() {
        notifyAll();
    }

    synchronized void repeated(long bytes) {
        repeatedBytes += bytes;
    }

    /** The answer to the next request; the last one of the case is repeated. */
    synchronized Answer nextAnswer() {
        return answers.get(Math.min(answered++, answers.size() - 1));
    }

    /** Waits until there is a request, or the time is up. */
    void awaitHead(long timeoutMillis) throws InterruptedException {
        await(seen -> !seen.isEmpty(), timeoutMillis);
    }

    /** Waits until its requests and what came behind them on their connections are read, or the time is up. */
    void awaitSettled(long timeoutMillis) throws InterruptedException {
        await(
                seen -> seen.stream().noneMatch(request -> request.state() == SeenRequest.State.OPEN)
                        && connections.stream().allMatch(connection -> connection.isSettled(this)),
                timeoutMillis);
    }

    private synchronized void await(Predicate<List<SeenRequest>> condition, long timeoutMillis)
            throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        long left = timeoutMillis;
        while (left > 0 && !condition.test(requests)) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
    }
}
