package io.hookline.httpcorpus.cases;

import io.hookline.httpcorpus.Answer;
import io.hookline.httpcorpus.CaseBuilder;
import io.hookline.httpcorpus.Cases;
import io.hookline.httpcorpus.Expectation.Upstream;
import io.hookline.httpcorpus.Family;

/** Several requests that are sent before the first response. */
public final class Pipelining implements Family {

    private static final String PIPELINING = "RFC 9112 §9.3.2";

    @Override
    public void addTo(Cases cases) {
        inOrder(cases.add("pipeline-two", PIPELINING).send(get("first") + get("second")));
        inOrder(cases.add("pipeline-body-between", PIPELINING).send(post("first", "abc") + get("second")))
                .check("abc", seen -> seen.requests().stream().anyMatch(TransferEncoding::hasBody));
        inOrder(cases.add("pipeline-chunks-between", PIPELINING)
                        .send("POST /{id}/first HTTP/1.1\r\nHost: example.test\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + "3\r\nabc\r\n0\r\n\r\n" + get("second")))
                .check("abc", seen -> seen.requests().stream().anyMatch(TransferEncoding::hasBody));
        CaseBuilder fifty = cases.add("pipeline-fifty", PIPELINING).answer(Answer.OK_KEPT);
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            requests.append(get(String.valueOf(i)));
            fifty.status(200);
        }
        fifty.send(requests.toString()).inSync().upstreamSees(Upstream.COUNT, 50);
        cases.add("pipeline-head-then-get", PIPELINING)
                .send("HEAD /{id}/first HTTP/1.1\r\nHost: example.test\r\n\r\n")
                .send(get("second"))
                .answer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")
                .answer(answer("second"))
                .status(200)
                .status(200)
                .inSync()
                .check(
                        "the second has its body",
                        seen -> seen.finals().size() == 2
                                && seen.finals().get(1).body().equals("second"));
        cases.add("pipeline-behind-close", PIPELINING)
                .critical()
                .send("GET /{id}/first HTTP/1.1\r\nHost: example.test\r\nConnection: close\r\n\r\n" + get("second"))
                .status(200)
                .closed()
                .upstreamSees(Upstream.COUNT, 1);
        cases.add("pipeline-behind-http-1.0", PIPELINING)
                .critical()
                .send("GET /{id}/first HTTP/1.0\r\nHost: example.test\r\n\r\n" + get("second"))
                .status(200)
                .closed()
                .upstreamSees(Upstream.COUNT, 1);
        cases.add("pipeline-bad-request-second", PIPELINING)
                .critical()
                .send(get("first") + "GET /{id}/second HTTP/1.1\r\nX-A : b\r\n\r\n" + get("third"))
                .status(200)
                .status(400)
                .closed()
                .upstreamSees(Upstream.COUNT, 1);
        cases.add("pipeline-behind-bad-request", PIPELINING)
                .critical()
                .send("GET /{id}/first HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" + get("second"))
                .refused();
        cases.add("pipeline-behind-bad-chunk", PIPELINING)
                .critical()
                .send("POST /{id}/first HTTP/1.1\r\nHost: example.test\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n\r\n"
                        + get("second"))
                .status(400)
                .closed()
                .neverComplete();
        cases.add("pipeline-half-closed", PIPELINING)
                .send(get("first") + get("second"))
                .halfClose()
                .answer(answer("first"))
                .answer(answer("second"))
                .status(200)
                .status(200);
        cases.add("half-closed-behind-request", "RFC 9112 §9.6")
                .policy()
                .get()
                .halfClose()
                .status(200)
                .closed()
                .upstreamSees(Upstream.COUNT, 1);
    }

    private static CaseBuilder inOrder(CaseBuilder builder) {
        return builder.answer(answer("first"))
                .answer(answer("second"))
                .status(200)
                .status(200)
                .inSync()
                .upstreamSees(Upstream.COUNT, 2)
                .check(
                        "in their order",
                        seen -> seen.finals().size() == 2
                                && seen.finals().get(0).body().equals("first")
                                && seen.finals().get(1).body().equals("second"));
    }

    private static String answer(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String get(String path) {
        return "GET /{id}/" + path + " HTTP/1.1\r\nHost: example.test\r\n\r\n";
    }

    private static String post(String path, String body) {
        return "POST /{id}/" + path + " HTTP/1.1\r\nHost: example.test\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }
}
