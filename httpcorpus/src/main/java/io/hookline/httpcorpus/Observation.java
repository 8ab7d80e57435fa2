package io.hookline.httpcorpus;

import java.util.List;

/**
 * What was seen of one case, on both sides.
 *
 * @param responses all that the client received, interim ones included
 * @param received the bytes that the client received, as ISO 8859-1
 * @param closed whether the proxy ended the connection, before the client did
 * @param probed whether a request of the client after the case was answered, or could not be sent because the proxy had
 *     announced the end of the connection
 * @param sent how many bytes the proxy took
 * @param requests all requests of the case that the upstream received
 * @param repeatedBytes how much of the upstream's endless answers the proxy took
 */
public record Observation(
        List<RawResponse> responses,
        String received,
        boolean closed,
        boolean probed,
        long sent,
        List<SeenRequest> requests,
        long repeatedBytes) {

    public Observation {
        responses = List.copyOf(responses);
        requests = List.copyOf(requests);
    }

    /** The responses that are not interim. */
    public List<RawResponse> finals() {
        return responses.stream().filter(response -> !response.isInterim()).toList();
    }

    public List<RawResponse> interims() {
        return responses.stream().filter(RawResponse::isInterim).toList();
    }

    /** The first final status; 0 if there is no response. */
    public int status() {
        List<RawResponse> finals = finals();
        return finals.isEmpty() ? 0 : finals.get(0).status();
    }

    /** The statuses of all final responses, for people; with what else happened to the connection. */
    public String summary() {
        StringBuilder text = new StringBuilder();
        for (RawResponse response : responses) {
            text.append(response.status() < 0 ? "garbage" : String.valueOf(response.status()))
                    .append(response.complete() ? "" : " cut off")
                    .append(' ');
        }
        return text.append(closed ? "closed" : responses.isEmpty() ? "no answer" : "open")
                .toString();
    }
}
