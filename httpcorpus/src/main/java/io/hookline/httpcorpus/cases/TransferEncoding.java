package io.hookline.httpcorpus.cases;

import io.hookline.httpcorpus.CaseBuilder;
import io.hookline.httpcorpus.Cases;
import io.hookline.httpcorpus.Expectation.Upstream;
import io.hookline.httpcorpus.Family;
import io.hookline.httpcorpus.SeenRequest;

/** Which transfer codings a request may have. */
public final class TransferEncoding implements Family {

    private static final String FIELD = "RFC 9112 §6.1";
    private static final String FRAMING = "RFC 9112 §6.3";
    private static final String BODY = "3\r\nabc\r\n0\r\n\r\n";

    @Override
    public void addTo(Cases cases) {
        valid(cases, "plain", "Transfer-Encoding: chunked");
        valid(cases, "upper-case", "Transfer-Encoding: CHUNKED");
        valid(cases, "white-space-around", "Transfer-Encoding: \t chunked \t");
        lenient(cases, "empty-element-before", "Transfer-Encoding: ,chunked");
        lenient(cases, "empty-element-behind", "Transfer-Encoding: chunked,");
        lenient(cases, "folded", "Transfer-Encoding:\r\n chunked");
        cases.add("coding-get", FRAMING)
                .get("Transfer-Encoding: chunked")
                .send(BODY)
                .refusedOrForwarded()
                .request("abc", TransferEncoding::hasBody);

        refused(cases, "xchunked", "xchunked");
        refused(cases, "chunkedx", "chunkedx");
        refused(cases, "parameter", "chunked;q=1");
        refused(cases, "chunked-identity", "chunked, identity");
        refused(cases, "identity-chunked", "identity, chunked");
        refused(cases, "identity", "identity");
        refused(cases, "chunked-gzip", "chunked, gzip");
        refused(cases, "gzip", "gzip");
        refused(cases, "chunked-twice", "chunked, chunked");
        refused(cases, "quoted", "\"chunked\"");
        refused(cases, "space-inside", "chunk ed");
        refused(cases, "vertical-tab", "\13chunked");
        refused(cases, "vertical-tab-behind", "chunked\13");
        refused(cases, "nul", "chunked\0");
        refused(cases, "high-byte", "chun\313ed");
        refused(cases, "empty", "");
        cases.add("coding-gzip-chunked", FIELD)
                .policy()
                .post("Transfer-Encoding: gzip, chunked")
                .send(BODY)
                .refused(400, 501);
        twice(cases, "chunked-chunked", "chunked", "chunked");
        twice(cases, "chunked-identity", "chunked", "identity");
        twice(cases, "identity-chunked", "identity", "chunked");
        twice(cases, "chunked-cow", "chunked", "cow");

        both(cases, "length-first", "Content-Length: 3", "Transfer-Encoding: chunked");
        both(cases, "coding-first", "Transfer-Encoding: chunked", "Content-Length: 13");
        both(cases, "length-invalid", "Transfer-Encoding: chunked", "Content-Length: x");
        cases.add("coding-and-length-policy", FRAMING)
                .policy()
                .post("Content-Length: 3", "Transfer-Encoding: chunked")
                .send(BODY)
                .refused();
        cases.add("coding-in-http-1.0", FIELD)
                .critical()
                .head("POST /{id} HTTP/1.0", CaseBuilder.HOST, "Transfer-Encoding: chunked")
                .send(BODY)
                .status(200, 400)
                .closed()
                .upstreamSees(Upstream.COUNT_IF_OK, 1)
                .request("abc", TransferEncoding::hasBody);
        cases.add("coding-in-http-1.0-with-length", FIELD)
                .critical()
                .head(
                        "POST /{id} HTTP/1.0",
                        CaseBuilder.HOST,
                        "Connection: keep-alive",
                        "Content-Length: 13",
                        "Transfer-Encoding: chunked")
                .send(BODY)
                .status(200, 400)
                .closed()
                .upstreamSees(Upstream.COUNT_IF_OK, 1)
                .request("abc", TransferEncoding::hasBody);
        cases.add("coding-space-before-colon", "RFC 9112 §5.1")
                .critical()
                .post("Transfer-Encoding : chunked")
                .send(BODY)
                .refused();
        cases.add("coding-with-underscore", "RFC 9110 §5.1")
                .post("Content-Length: 3", "Transfer_Encoding: chunked")
                .send("abc")
                .refusedOrForwarded()
                .request("abc", TransferEncoding::hasBody);
    }

    private static void valid(Cases cases, String what, String field) {
        cases.add("coding-valid-" + what, FIELD)
                .post(field)
                .send(BODY)
                .forwarded()
                .request("abc", TransferEncoding::hasBody);
    }

    private static void lenient(Cases cases, String what, String field) {
        cases.add("coding-" + what, FIELD)
                .critical()
                .post(field)
                .send(BODY)
                .status(200, 400, 501)
                .inSync()
                .upstreamSees(Upstream.COUNT_IF_OK, 1)
                .request("abc, and no fold", r -> hasBody(r) && !r.raw().contains("\r\n chunked"));
    }

    private static void refused(Cases cases, String what, String coding) {
        cases.add("coding-refused-" + what, FRAMING)
                .critical()
                .post("Transfer-Encoding: " + coding)
                .send(BODY)
                .refused(400, 501);
    }

    private static void twice(Cases cases, String what, String first, String second) {
        cases.add("coding-twice-" + what, FRAMING)
                .critical()
                .post("Transfer-Encoding: " + first, "Transfer-Encoding: " + second)
                .send(BODY)
                .refused(400, 501);
    }

    private static void both(Cases cases, String what, String first, String second) {
        cases.add("coding-and-" + what, FRAMING)
                .critical()
                .post(first, second)
                .send(BODY)
                .status(200, 400)
                .closed()
                .upstreamSees(Upstream.COUNT_IF_OK, 1)
                .request("abc", TransferEncoding::hasBody)
                .request("one framing", r -> !r.has("Content-Length") || !r.has("Transfer-Encoding"));
    }

    static boolean hasBody(SeenRequest request) {
        return request.body().equals("abc");
    }
}
