package io.hookline.httpcorpus;

import io.hookline.httpcorpus.Expectation.Check;
import io.hookline.httpcorpus.Expectation.Connection;
import io.hookline.httpcorpus.Expectation.Upstream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Writes a case: first what the client sends, then what the upstream answers, then what is expected. Text is ISO
 * 8859-1, and {@code {id}} in it becomes the id of the case, which each request should carry in its target.
 */
public final class CaseBuilder {

    /** The field without which no HTTP/1.1 request is valid. */
    public static final String HOST = "Host: example.test";
    /** In a list of statuses: no response, on a connection that the proxy ended. */
    public static final int NO_RESPONSE = 0;

    private final String family;
    private final String name;
    private final String section;
    private final String extraFields;
    private Kind kind = Kind.STANDARD;
    private final List<Step> steps = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private final List<Set<Integer>> statuses = new ArrayList<>();
    private Connection connection = Connection.ANY;
    private Upstream upstream = Upstream.ANY;
    private int upstreamCount;
    private final List<Check> checks = new ArrayList<>();

    CaseBuilder(String family, String name, String section, String extraFields) {
        this.family = family;
        this.name = name;
        this.section = section;
        this.extraFields = extraFields;
    }

    public CaseBuilder critical() {
        kind = Kind.CRITICAL;
        return this;
    }

    public CaseBuilder policy() {
        kind = Kind.POLICY;
        return this;
    }

    /** Sends lines, each ended by CRLF, and the empty line. */
    public CaseBuilder head(String... lines) {
        String first = lines[0];
        String rest = Arrays.stream(lines).skip(1).map(line -> line + "\r\n").collect(Collectors.joining());
        return send(first + "\r\n" + extraFields + rest + "\r\n");
    }

    /** Sends a valid GET request with further fields. */
    public CaseBuilder get(String... fields) {
        return head(lines("GET /{id} HTTP/1.1", fields));
    }

    /** Sends the head of a valid POST request with further fields. */
    public CaseBuilder post(String... fields) {
        return head(lines("POST /{id} HTTP/1.1", fields));
    }

    /** Sends the head of a valid POST request with a chunked body; the chunks follow. */
    public CaseBuilder postChunked() {
        return post("Transfer-Encoding: chunked");
    }

    /** Sends exactly these bytes. */
    public CaseBuilder send(String text) {
        steps.add(new Step.Send(text));
        return this;
    }

    /** Sends these bytes, the id as a whole and all others one by one. */
    public CaseBuilder sendBytewise(String text) {
        for (String piece : text.split("(?<=\\{id\\})|(?=\\{id\\})", -1)) {
            if (piece.equals("{id}")) {
                send(piece);
            } else {
                piece.chars().forEach(character -> send(String.valueOf((char) character)));
            }
        }
        return this;
    }

    public CaseBuilder repeat(String text, long limit) {
        steps.add(new Step.Repeat(text, limit));
        return this;
    }

    public CaseBuilder awaitUpstream() {
        steps.add(new Step.AwaitUpstream());
        return this;
    }

    public CaseBuilder awaitInterim() {
        steps.add(new Step.AwaitInterim());
        return this;
    }

    public CaseBuilder awaitResponse() {
        steps.add(new Step.AwaitResponse());
        return this;
    }

    public CaseBuilder awaitText(String text) {
        steps.add(new Step.AwaitText(text));
        return this;
    }

    public CaseBuilder halfClose() {
        steps.add(new Step.HalfClose());
        return this;
    }

    public CaseBuilder close() {
        steps.add(new Step.Close());
        return this;
    }

    public CaseBuilder answer(Answer answer) {
        answers.add(answer);
        return this;
    }

    /** The upstream sends exactly these bytes, and keeps the connection. */
    public CaseBuilder answer(String text) {
        return answer(Answer.text(text));
    }

    /** The upstream sends exactly these bytes, and ends the connection. */
    public CaseBuilder answerThenClose(String text) {
        return answer(Answer.textThenClose(text));
    }

    /** The proxy answers 400, ends the connection, and sends nothing to the upstream. */
    public CaseBuilder refused() {
        return refused(400);
    }

    /** The proxy answers one of the statuses, ends the connection, and sends nothing to the upstream. */
    public CaseBuilder refused(int... allowed) {
        return status(allowed).closed().upstreamSees(Upstream.NOTHING, 0);
    }

    /** The proxy answers one of the statuses, keeps its place in the connection, and sends nothing to the upstream. */
    public CaseBuilder answered(int... allowed) {
        return status(allowed).inSync().upstreamSees(Upstream.NOTHING, 0);
    }

    /** The upstream gets exactly one request, and the client its answer, on a connection that stays usable. */
    public CaseBuilder forwarded() {
        return status(200).inSync().upstreamSees(Upstream.COUNT, 1);
    }

    /** Either refused with 400, or forwarded as one request: for which the checks of requests hold. */
    public CaseBuilder refusedOrForwarded() {
        return status(200, 400).inSync().upstreamSees(Upstream.COUNT_IF_OK, 1);
    }

    /** The client gets an answer of the proxy about its upstream, or sees that the response was cut off. */
    public CaseBuilder badGateway() {
        return status(502, 504).upstreamSees(Upstream.COUNT, 1);
    }

    /** The upstream sees no complete request. */
    public CaseBuilder neverComplete() {
        return upstreamSees(Upstream.NEVER_COMPLETE, 0);
    }

    /** The allowed statuses of the next response. */
    public CaseBuilder status(int... allowed) {
        statuses.add(Arrays.stream(allowed).boxed().collect(Collectors.toSet()));
        return this;
    }

    public CaseBuilder closed() {
        connection = Connection.CLOSED;
        return this;
    }

    /** The proxy ends the connection, unless the status is this one. */
    public CaseBuilder closedUnlessStatus(int status) {
        connection = Connection.ANY;
        return check("the connection ends", seen -> seen.closed() || seen.status() == status);
    }

    public CaseBuilder inSync() {
        connection = Connection.IN_SYNC;
        return this;
    }

    public CaseBuilder anyConnection() {
        connection = Connection.ANY;
        return this;
    }

    public CaseBuilder upstreamSees(Upstream what, int count) {
        upstream = what;
        upstreamCount = count;
        return this;
    }

    /** What must hold for each request that the upstream saw. */
    public CaseBuilder request(String text, Predicate<SeenRequest> holds) {
        return check(text, seen -> seen.requests().stream().allMatch(holds));
    }

    /** The target that the upstream must see, if it sees a request. */
    public CaseBuilder target(String target) {
        return check("the upstream's target is " + target, seen -> seen.requests().stream()
                .allMatch(request -> request.target().equals(target.replace("{id}", idOf(request)))));
    }

    /** What must hold for the first final response, if there is one. */
    public CaseBuilder response(String text, Predicate<RawResponse> holds) {
        return check(text, seen -> seen.finals().stream().limit(1).allMatch(holds));
    }

    public CaseBuilder check(String text, Predicate<Observation> holds) {
        checks.add(new Check(text, holds));
        return this;
    }

    Case build() {
        if (answers.isEmpty()) {
            answers.add(Answer.OK);
        }
        return new Case(
                family,
                name,
                section,
                kind,
                steps,
                answers,
                new Expectation(statuses, connection, upstream, upstreamCount, checks));
    }

    private static String idOf(SeenRequest request) {
        return CaseId.in(request.raw()).orElse("");
    }

    private static String[] lines(String first, String... fields) {
        List<String> lines = new ArrayList<>(List.of(first, HOST));
        lines.addAll(Arrays.asList(fields));
        return lines.toArray(String[]::new);
    }
}
