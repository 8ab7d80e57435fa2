package io.hookline.httpcorpus.cases;

import static io.hookline.httpcorpus.CaseBuilder.NO_RESPONSE;

import io.hookline.httpcorpus.CaseBuilder;
import io.hookline.httpcorpus.Cases;
import io.hookline.httpcorpus.Expectation.Upstream;
import io.hookline.httpcorpus.Family;

/** Requests about whose end two servers may disagree: the second one must never reach the upstream as a request. */
public final class Smuggling implements Family {

    private static final String FRAMING = "RFC 9112 §6.3";
    private static final String SECOND = "GET /{id}/smuggled HTTP/1.1\r\nHost: example.test\r\n\r\n";
    private static final String LAST_CHUNK_THEN_SECOND = "0\r\n\r\n" + SECOND;

    @Override
    public void addTo(Cases cases) {
        cases.add("cl-te", FRAMING)
                .critical()
                .post("Content-Length: 60", "Transfer-Encoding: chunked")
                .send(LAST_CHUNK_THEN_SECOND)
                .status(200, 400)
                .closed()
                .upstreamSees(Upstream.COUNT_IF_OK, 1)
                .request("not smuggled", r -> !r.target().endsWith("smuggled"));
        cases.add("te-cl", FRAMING)
                .critical()
                .post("Transfer-Encoding: chunked", "Content-Length: 4")
                .send("3\r\nabc\r\n0\r\n\r\n" + SECOND)
                .status(200, 400)
                .closed()
                .upstreamSees(Upstream.COUNT_IF_OK, 1)
                .request("no length", r -> !r.has("Content-Length") || !r.has("Transfer-Encoding"))
                .request("not smuggled", r -> !r.target().endsWith("smuggled"));
        teTe(cases, "xchunked", "Transfer-Encoding: xchunked");
        teTe(cases, "two-fields", "Transfer-Encoding: chunked\r\nTransfer-Encoding: x");
        teTe(cases, "two-fields-other-case", "Transfer-Encoding: chunked\r\nTransfer-encoding: cow");
        teTe(cases, "space-before-colon", "Transfer-Encoding : chunked");
        teTe(cases, "tab-before-colon", "Transfer-Encoding\t: chunked");
        teTe(cases, "vertical-tab", "Transfer-Encoding:\13chunked");
        teTe(cases, "form-feed", "Transfer-Encoding: chunked\14");
        teTe(cases, "nul-in-name", "Transfer-Encoding\0: chunked");
        teTe(cases, "leading-space", " Transfer-Encoding: chunked");
        teTe(cases, "lf-in-name", "Transfer-Encoding\n: chunked");
        teTe(cases, "cr-in-value", "Transfer-Encoding: chunked\rX: y");
        teTe(cases, "behind-bare-cr", "X: y\rTransfer-Encoding: chunked");
        teTe(cases, "quoted", "Transfer-Encoding: \"chunked\"");
        teTe(cases, "comma", "Transfer-Encoding: identity, chunked");
        teTe(cases, "equals", "Transfer-Encoding: chunked=1");
        cases.add("te-te-behind-bare-lf", FRAMING)
                .policy()
                .post("Content-Length: 60", "X: y\nTransfer-Encoding: chunked")
                .send(LAST_CHUNK_THEN_SECOND)
                .refused();
        cases.add("cl-cl", FRAMING)
                .critical()
                .post("Content-Length: 0", "Content-Length: 60")
                .send(SECOND)
                .refused();
        cases.add("cl-0", FRAMING)
                .critical()
                .send("POST /{id} HTTP/1.1\r\nHost: example.test\r\nContent-Length: 44\r\n\r\n"
                        + "GET /smuggled HTTP/1.1\r\nHost: example.test\r\n")
                .status(200)
                .inSync()
                .upstreamSees(Upstream.COUNT, 1)
                .request(
                        "44 bytes of body",
                        r -> r.body().startsWith("GET /smuggled") && r.body().length() == 44);
        cases.add("0-cl-by-space", FRAMING)
                .critical()
                .post("Content-Length : 60")
                .send(SECOND)
                .refused();
        cases.add("0-cl-by-fold", FRAMING)
                .critical()
                .send("POST /{id} HTTP/1.1\r\nHost: example.test\r\nContent-Length:\r\n 3\r\n\r\nabc")
                .refusedOrForwarded()
                .request("abc", TransferEncoding::hasBody);
        cases.add("0-cl-by-line-feed", FRAMING)
                .policy()
                .send("POST /{id} HTTP/1.1\r\nHost: example.test\r\nContent-Length:\n 3\r\n\r\nabc")
                .refused();
        cases.add("chunk-size-wraps-into-second-request", "RFC 9112 §7.1")
                .critical()
                .postChunked()
                .send("10000000000000000\r\n\r\n" + SECOND)
                .status(400, 413)
                .closed()
                .neverComplete();
        cases.add("chunk-extension-ends-at-lf", "RFC 9112 §7.1.1")
                .critical()
                .postChunked()
                .send("2;\nxx\r\n4c\r\n0\r\n\r\n" + SECOND)
                .status(400)
                .closed()
                .neverComplete();
        cases.add("chunk-data-spills-over", "RFC 9112 §7.1")
                .critical()
                .postChunked()
                .send("5\r\nabcdeXX3a\r\n" + SECOND + "\r\n0\r\n\r\n")
                .status(400)
                .closed()
                .neverComplete();
        cases.add("head-with-body", FRAMING)
                .critical()
                .send("HEAD /{id} HTTP/1.1\r\nHost: example.test\r\nContent-Length: 3\r\n\r\nabc")
                .refusedOrForwarded()
                .request(
                        "abc or no body",
                        r -> r.body().equals("abc") || r.body().isEmpty());
        cases.add("options-with-body", FRAMING)
                .critical()
                .send("OPTIONS /{id} HTTP/1.1\r\nHost: example.test\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "3\r\nabc\r\n0\r\n\r\n")
                .status(200, 400, 405)
                .inSync()
                .upstreamSees(Upstream.COUNT_IF_OK, 1)
                .request("abc", TransferEncoding::hasBody);
        cases.add("second-request-in-header-value", "RFC 9110 §5.5")
                .critical()
                .get("X-A: b\r\r" + SECOND.strip())
                .refused(400, NO_RESPONSE);
        cases.add("content-length-named-by-connection", "RFC 9110 §7.6.1")
                .critical()
                .post("Connection: close, Content-Length", "Content-Length: 3")
                .send("abc")
                .status(200, 400)
                .closed()
                .upstreamSees(Upstream.COUNT_IF_OK, 1)
                .request("abc", TransferEncoding::hasBody);
    }

    private static void teTe(Cases cases, String what, String field) {
        CaseBuilder builder = cases.add("te-te-" + what, FRAMING);
        builder.critical()
                .post("Content-Length: 60", field)
                .send(LAST_CHUNK_THEN_SECOND)
                .refused(400, 501);
    }
}
