package io.hookline.httpcorpus.cases;

import static io.hookline.httpcorpus.CaseBuilder.HOST;
import static io.hookline.httpcorpus.CaseBuilder.NO_RESPONSE;

import io.hookline.httpcorpus.Answer;
import io.hookline.httpcorpus.Answer.Part;
import io.hookline.httpcorpus.CaseBuilder;
import io.hookline.httpcorpus.Cases;
import io.hookline.httpcorpus.Expectation.Upstream;
import io.hookline.httpcorpus.Family;
import java.util.List;

/** Where the upstream's response ends: lengths, codings, chunks, responses without a body, and early ends. */
public final class ResponseFraming implements Family {

    private static final String FRAMING = "RFC 9112 §6.3";
    private static final String CHUNKED = "RFC 9112 §7.1";
    private static final String CUT = "RFC 9112 §8";
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    @Override
    public void addTo(Cases cases) {
        lengths(cases);
        codings(cases);
        chunks(cases);
        withoutBody(cases);
        ends(cases);
    }

    private static void lengths(Cases cases) {
        refused(cases, "lengths-differing", "Content-Length: 2\r\nContent-Length: 4\r\n\r\nokok");
        refused(cases, "length-list-differing", "Content-Length: 2, 4\r\n\r\nokok");
        refused(cases, "length-negative", "Content-Length: -1\r\n\r\nok");
        refused(cases, "length-plus", "Content-Length: +2\r\n\r\nok");
        refused(cases, "length-letters", "Content-Length: two\r\n\r\nok");
        refused(cases, "length-empty", "Content-Length:\r\n\r\nok");
        refused(cases, "length-wraps-at-2-64", "Content-Length: 18446744073709551618\r\n\r\nok");
        lenient(cases, "lengths-the-same", "Content-Length: 2\r\nContent-Length: 2\r\n\r\nok");
        lenient(cases, "length-list-the-same", "Content-Length: 2, 2\r\n\r\nok");
        lenient(cases, "length-leading-zeros", "Content-Length: 0002\r\n\r\nok");
        cases.add("response-longer-than-length", FRAMING)
                .critical()
                .get()
                .answer(OK + "Content-Length: 2\r\n\r\nokEXTRA")
                .status(200)
                .inSync()
                .upstreamSees(Upstream.COUNT, 1)
                .response("ok", r -> r.body().equals("ok"));
        cases.add("response-behind-the-response", FRAMING)
                .critical()
                .get()
                .awaitResponse()
                .head("GET /{id}/second HTTP/1.1", HOST)
                .answer(OK + "Content-Length: 2\r\n\r\nok" + OK + "Content-Length: 6\r\n\r\npoison")
                .answer(OK + "Content-Length: 2\r\n\r\nok")
                .status(200)
                .status(200)
                .check("no poison", seen -> !seen.received().contains("poison"));
    }

    private static void codings(Cases cases) {
        refused(cases, "coding-xchunked", "Transfer-Encoding: xchunked\r\n\r\n2\r\nok\r\n0\r\n\r\n");
        refused(cases, "coding-chunked-identity", "Transfer-Encoding: chunked, identity\r\n\r\n2\r\nok\r\n0\r\n\r\n");
        refused(cases, "coding-parameter", "Transfer-Encoding: chunked;q=1\r\n\r\n2\r\nok\r\n0\r\n\r\n");
        refused(cases, "coding-chunked-twice", "Transfer-Encoding: chunked, chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n");
        refused(cases, "coding-vertical-tab", "Transfer-Encoding: \13chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n");
        cases.add("response-coding-and-length", FRAMING)
                .critical()
                .get()
                .answer(OK + "Content-Length: 12\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n")
                .status(200, 502)
                .inSync()
                .upstreamSees(Upstream.ANY, 0)
                .response("one framing", r -> !r.has("Content-Length") || !r.has("Transfer-Encoding"))
                .response("ok", r -> r.status() != 200 || r.body().equals("ok"));
        cases.add("response-coding-in-http-1.0", "RFC 9112 §6.1")
                .get()
                .answerThenClose("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n")
                .status(200, 502)
                .inSync();
        cases.add("response-trailers-passed-on", "RFC 9110 §6.5")
                .policy()
                .get("TE: trailers", "Connection: TE")
                .answer(OK + "Transfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n2\r\nok\r\n0\r\nX-Sum: 1\r\n\r\n")
                .forwarded()
                .response("X-Sum", r -> r.trailers().stream()
                        .anyMatch(field -> field.name().equalsIgnoreCase("X-Sum")));
        cases.add("response-trailers-endless", "RFC 9110 §6.5")
                .critical()
                .get()
                .answer(Answer.endless(
                        OK + "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n", "X-A: b\r\n", Limits.ENDLESS))
                .status(200, 502, NO_RESPONSE)
                .closed()
                .check("bounded", seen -> seen.repeatedBytes() < Limits.ENDLESS);
    }

    private static void chunks(Cases cases) {
        broken(cases, "first-size", "x\r\nok\r\n0\r\n\r\n");
        broken(cases, "second-size", "2\r\nok\r\nx\r\nok\r\n0\r\n\r\n");
        broken(cases, "no-crlf-behind-data", "2\r\nok0\r\n\r\n");
        broken(cases, "size-wraps-at-2-64", "10000000000000002\r\nok\r\n0\r\n\r\n");
        broken(cases, "size-negative", "-2\r\nok\r\n0\r\n\r\n");
        broken(cases, "size-ended-by-cr", "2\rok\r\n0\r\n\r\n");
        cases.add("response-chunk-extension-endless", CHUNKED)
                .critical()
                .get()
                .answer(Answer.endless(OK + "Transfer-Encoding: chunked\r\n\r\n2;", "a".repeat(1024), Limits.ENDLESS))
                .status(200, 502, NO_RESPONSE)
                .closedUnlessStatus(502)
                .check("bounded", seen -> seen.repeatedBytes() < Limits.ENDLESS);
        cases.add("response-chunks-with-extensions", CHUNKED)
                .get()
                .answer(OK + "Transfer-Encoding: chunked\r\n\r\n2;a=\"b\"\r\nok\r\n0;c\r\n\r\n")
                .forwarded()
                .response("ok", r -> r.body().equals("ok"));
    }

    private static void withoutBody(Cases cases) {
        noBody(cases, "304-with-chunked", "HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n", 304);
        noBody(cases, "304-with-length", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", 304);
        noBody(cases, "304-plain", "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n", 304);
        noBody(cases, "204-with-chunked", "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n", 204)
                .response("no Transfer-Encoding", r -> !r.has("Transfer-Encoding"));
        noBody(cases, "204-with-length", "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", 204)
                .response("no Content-Length", r -> !r.has("Content-Length"));
        noBody(cases, "204-plain", "HTTP/1.1 204 No Content\r\n\r\n", 204)
                .response("no Transfer-Encoding", r -> !r.has("Transfer-Encoding"));
        noBody(cases, "204-with-body", "HTTP/1.1 204 No Content\r\n\r\nEXTRA", 204);
        noBody(cases, "304-with-body", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\nEXTRA", 304);
        noBody(
                cases,
                "304-with-chunks",
                "HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                304);
        head(cases, "length", OK + "Content-Length: 5\r\n\r\n", 200)
                .response("the length of a GET", r -> r.values("Content-Length").equals(List.of("5")));
        head(cases, "chunked", OK + "Transfer-Encoding: chunked\r\n\r\n", 200);
        head(cases, "neither", OK + "X-A: b\r\n\r\n", 200);
        head(cases, "204", "HTTP/1.1 204 No Content\r\n\r\n", 204)
                .response("no Transfer-Encoding", r -> !r.has("Transfer-Encoding"));
        head(cases, "304", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", 304);
        head(cases, "with-body", OK + "Content-Length: 5\r\n\r\nEXTRA", 200).critical();
        head(cases, "with-chunks", OK + "Transfer-Encoding: chunked\r\n\r\n5\r\nEXTRA\r\n0\r\n\r\n", 200)
                .critical();
    }

    private static void ends(Cases cases) {
        cases.add("response-until-close", FRAMING)
                .get()
                .answerThenClose(OK + "X-A: b\r\n\r\nok")
                .status(200)
                .inSync()
                .response("ok", r -> r.body().equals("ok") && r.complete());
        cases.add("response-until-close-http-1.0", FRAMING)
                .get()
                .answerThenClose("HTTP/1.0 200 OK\r\n\r\nok")
                .status(200)
                .inSync()
                .response("ok", r -> r.body().equals("ok") && r.complete())
                .response("the proxy's own version", r -> r.line().startsWith("HTTP/1.1"));
        cases.add("response-http-1.0-with-length", FRAMING)
                .get()
                .answer("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok")
                .forwarded()
                .response("ok", r -> r.body().equals("ok"));
        cutOff(cases, "shorter-than-length", Answer.textThenClose(OK + "Content-Length: 10\r\n\r\nok"));
        cutOff(cases, "inside-chunk", chunkedThenClose("5\r\nok"));
        cutOff(cases, "between-chunks", chunkedThenClose("2\r\nok\r\n"));
        cutOff(cases, "inside-chunk-size", chunkedThenClose("2\r\nok\r\n5"));
        cutOff(cases, "before-final-crlf", chunkedThenClose("2\r\nok\r\n0\r\n"));
        cutOff(
                cases,
                "by-reset",
                new Answer(List.of(), List.of(new Part.Bytes(OK + "Content-Length: 10\r\n\r\nok"), new Part.Reset())));
        noAnswer(cases, "close-without-response", List.of(new Part.Close()));
        noAnswer(cases, "reset-without-response", List.of(new Part.Reset()));
        noAnswer(cases, "close-inside-status-line", List.of(new Part.Bytes("HTTP/1.1 20"), new Part.Close()));
        noAnswer(cases, "close-inside-head", List.of(new Part.Bytes(OK + "Content-Le"), new Part.Close()));
        noAnswer(
                cases,
                "close-before-end-of-head",
                List.of(new Part.Bytes(OK + "Content-Length: 0\r\n"), new Part.Close()));
        cases.add("response-before-the-body-is-sent", "RFC 9112 §9.5")
                .post("Content-Length: 200000")
                .send("a".repeat(200_000))
                .answer(new Answer(
                        List.of(new Part.Bytes(
                                "HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")),
                        List.of()))
                .status(413);
        cases.add("post-without-response-is-not-repeated", "RFC 9110 §9.2.2")
                .critical()
                .post("Content-Length: 3")
                .send("abc")
                .answer(new Answer(List.of(), List.of(new Part.Close())))
                .status(502)
                .inSync()
                .upstreamSees(Upstream.COUNT, 1);
    }

    private static CaseBuilder refused(Cases cases, String what, String rest) {
        return cases.add("response-" + what, FRAMING)
                .critical()
                .get()
                .answerThenClose(OK + rest)
                .badGateway();
    }

    private static void lenient(Cases cases, String what, String rest) {
        cases.add("response-" + what, FRAMING)
                .get()
                .answer(OK + rest)
                .status(200, 502)
                .inSync()
                .response(
                        "one length",
                        r -> r.status() != 200
                                || (r.values("Content-Length").size() == 1
                                        && r.body().equals("ok")));
    }

    private static void broken(Cases cases, String what, String body) {
        cutOff(cases, "chunk-" + what, Answer.text(OK + "Transfer-Encoding: chunked\r\n\r\n" + body));
    }

    /** The client must notice that the body is not whole, and must not wait for the rest. */
    private static void cutOff(Cases cases, String what, Answer answer) {
        cases.add("response-cut-off-" + what, CUT)
                .critical()
                .get()
                .answer(answer)
                .status(200, 502, NO_RESPONSE)
                .closedUnlessStatus(502)
                .response("not a complete 200", r -> r.status() != 200 || !r.complete());
    }

    private static void noAnswer(Cases cases, String what, List<Part> parts) {
        cases.add("response-" + what, CUT)
                .critical()
                .get()
                .answer(new Answer(List.of(), parts))
                .status(502)
                .inSync();
    }

    private static CaseBuilder noBody(Cases cases, String what, String answer, int status) {
        return cases.add("response-" + what, FRAMING)
                .critical()
                .get()
                .answer(answer)
                .status(status, 502)
                .inSync()
                .check("no body", seen -> !seen.received().contains("EXTRA"));
    }

    private static CaseBuilder head(Cases cases, String what, String answer, int status) {
        return cases.add("response-to-head-" + what, FRAMING)
                .head("HEAD /{id} HTTP/1.1", HOST)
                .answer(answer)
                .status(status)
                .inSync()
                .check("no body", seen -> !seen.received().contains("EXTRA"));
    }

    private static Answer chunkedThenClose(String body) {
        return Answer.textThenClose(OK + "Transfer-Encoding: chunked\r\n\r\n" + body);
    }
}
