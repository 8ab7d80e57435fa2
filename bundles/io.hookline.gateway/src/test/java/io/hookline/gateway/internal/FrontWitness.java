package io.hookline.gateway.internal;

import io.hookline.gateway.hook.Exchange;
import io.hookline.httpcorpus.CaseResult;
import io.hookline.httpcorpus.CorpusReport;
import io.hookline.httpcorpus.RawResponse;
import io.hookline.httpcorpus.SeenRequest;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * Says where a front proxy and the gateway disagree: about the requests on a connection, about what reaches the
 * upstream, or about which answer belongs to which request. What either of them accepts does not matter. Thread-safe.
 */
final class FrontWitness {

    /** The field of the response by which the gateway says which request it answers. */
    private static final String ANSWERED = "X-Answered";

    private final Map<Integer, List<String>> calls = new ConcurrentHashMap<>();

    /** A hook of the gateway after the upstream: notes each request, refused ones included, and signs the answer. */
    void note(Exchange exchange) {
        String mark = exchange.requestHeaders().first(FrontProxy.MARK);
        calls.computeIfAbsent(exchange.client().getPort(), port -> new CopyOnWriteArrayList<>())
                .add(mark == null ? "" : mark);
        if (mark != null) {
            exchange.responseHeaders().set(ANSWERED, mark);
        }
    }

    /** How many requests the gateway has seen. */
    int count() {
        return calls.values().stream().mapToInt(List::size).sum();
    }

    /**
     * Where they disagree.
     *
     * @param gateway where a request can be sent again
     */
    List<String> disagreements(CorpusReport report, Map<Integer, List<FrontLink>> links, URI gateway)
            throws IOException {
        List<String> found = new ArrayList<>();
        // A copy, since requests that are sent again are noted as well.
        Map<Integer, List<String>> noted = new HashMap<>();
        calls.forEach((port, marks) -> noted.put(port, List.copyOf(marks)));
        for (Map.Entry<Integer, List<String>> entry : noted.entrySet()) {
            compare(links.getOrDefault(entry.getKey(), List.of()), entry.getValue(), gateway, found);
        }
        report.strays().forEach(stray -> found.add("the upstream saw a request that belongs to no case: " + stray));
        report.results().forEach(result -> judge(result, found));
        return found;
    }

    private static void compare(List<FrontLink> links, List<String> seen, URI gateway, List<String> found)
            throws IOException {
        List<String> sent =
                links.stream().flatMap(link -> link.marks().stream()).toList();
        if (seen.size() > sent.size()) {
            found.add("the proxy sent " + sent + " on a connection, but the gateway saw " + seen);
        }
        int malformed = 0;
        for (int i = 0; i < Math.min(sent.size(), seen.size()); i++) {
            if (seen.get(i).isEmpty()) {
                malformed++;
            } else if (!seen.get(i).equals(sent.get(i))) {
                found.add("request " + (i + 1) + " on a connection is " + sent.get(i) + " for the proxy, and "
                        + seen.get(i) + " for the gateway");
            }
        }
        int alone = 0;
        for (FrontLink link : links) {
            alone += malformed > 0 && isRefused(link.lastRequest(), gateway) ? 1 : 0;
        }
        if (malformed > alone) {
            found.add("the gateway refused what begins in the middle of a request, at the end of " + sent);
        }
    }

    /** Whether a request is refused on a connection of its own. */
    private static boolean isRefused(byte[] request, URI gateway) throws IOException {
        try (RawSocket socket = RawSocket.to(gateway)) {
            socket.out.write(request);
            socket.socket.shutdownOutput();
            String head = socket.readHead();
            return head.startsWith("HTTP/1.1 4") || head.startsWith("HTTP/1.1 505");
        }
    }

    private static void judge(CaseResult result, List<String> found) {
        Set<Integer> tunnels = tunnels(result);
        for (SeenRequest request : result.seen().requests()) {
            List<String> marks = request.values(FrontProxy.MARK);
            if (marks.isEmpty() && tunnels.contains(request.connection())) {
                continue; // what goes through a tunnel is no request for either of them
            }
            if (marks.size() != 1) {
                found.add(result.played() + ": the upstream saw a request with the marks " + marks + ": " + request);
            } else if (request.state() == SeenRequest.State.MALFORMED) {
                found.add(result.played() + ": the upstream saw " + request);
            }
        }
        List<String> asked = List.of();
        for (RawResponse response : result.seen().responses()) {
            // A proxy that takes an interim response for the final one signs that, and passes the rest on as its body.
            asked = response.has(FrontProxy.ASKED) ? response.values(FrontProxy.ASKED) : asked;
            if (!response.isInterim()) {
                judge(result, response, asked, found);
                asked = List.of();
            }
        }
    }

    private static void judge(CaseResult result, RawResponse response, List<String> asked, List<String> found) {
        List<String> answered = response.values(ANSWERED);
        if (!answered.isEmpty()) {
            // Some proxies change no field of a switch to another protocol.
            boolean unsigned = response.status() == 101 && asked.isEmpty();
            if (!unsigned && !answered.equals(asked)) {
                found.add(result.played() + ": the proxy gave the answer to " + answered + " as that to " + asked + ": "
                        + response.line());
            } else if (response.status() < 400) {
                checkAnswer(result, answered.get(0), found);
            }
        } else if (response.status() < 400 && !isOfProxy(result, response)) {
            found.add(result.played() + ": an answer that the gateway has not given: " + response.line());
        }
    }

    /** Proxies answer {@code OPTIONS *} and HTTP/0.9 themselves; what they answer has nothing of the upstream. */
    private static boolean isOfProxy(CaseResult result, RawResponse response) {
        return result.seen().requests().isEmpty() && !response.has("Via") && !response.has("X-Upstream");
    }

    private static Set<Integer> tunnels(CaseResult result) {
        boolean switched = result.seen().finals().stream().anyMatch(response -> response.status() == 101);
        return result.seen().requests().stream()
                .filter(request -> switched && request.has("Upgrade"))
                .map(SeenRequest::connection)
                .collect(Collectors.toSet());
    }

    /** The upstream has seen the request that an answer belongs to. */
    private static void checkAnswer(CaseResult result, String mark, List<String> found) {
        boolean seen = result.seen().requests().stream()
                .anyMatch(request -> request.values(FrontProxy.MARK).contains(mark));
        if (!seen) {
            found.add(result.played() + ": there is an answer to " + mark + ", which the upstream has not seen");
        }
    }
}
