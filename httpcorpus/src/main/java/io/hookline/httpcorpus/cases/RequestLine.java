package io.hookline.httpcorpus.cases;

import static io.hookline.httpcorpus.CaseBuilder.HOST;
import static io.hookline.httpcorpus.CaseBuilder.NO_RESPONSE;

import io.hookline.httpcorpus.Answer;
import io.hookline.httpcorpus.Cases;
import io.hookline.httpcorpus.Expectation.Upstream;
import io.hookline.httpcorpus.Family;
import java.util.Locale;

/** Methods, the four forms of targets, versions, and what separates them. */
public final class RequestLine implements Family {

    private static final String LINE = "RFC 9112 §3";
    private static final String METHOD = "RFC 9110 §9.1";
    private static final String TARGET = "RFC 9112 §3.2";
    private static final String VERSION = "RFC 9112 §2.3";
    private static final String ENDS = "RFC 9112 §2.2";

    @Override
    public void addTo(Cases cases) {
        methods(cases);
        targets(cases);
        versions(cases);
        separators(cases);
        lineEnds(cases);
        lengths(cases);
    }

    private static void methods(Cases cases) {
        cases.add("plain-get", LINE).get().forwarded().target("/{id}").request("GET", r -> r.method()
                .equals("GET"));
        for (String method : new String[] {"DELETE", "PUT", "PATCH", "OPTIONS", "PROPFIND"}) {
            cases.add("method-" + method.toLowerCase(Locale.ROOT), METHOD)
                    .head(method + " /{id} HTTP/1.1", HOST, "Content-Length: 0")
                    .status(200, 405, 501)
                    .inSync()
                    .upstreamSees(Upstream.COUNT_IF_OK, 1)
                    .request("the method is unchanged", r -> r.method().equals(method));
        }
        cases.add("method-in-lower-case", METHOD)
                .head("get /{id} HTTP/1.1", HOST)
                .status(200, 400, 405, 501)
                .upstreamSees(Upstream.COUNT_IF_OK, 1)
                .request("methods are case-sensitive", r -> r.method().equals("get"));
        cases.add("method-unknown", METHOD)
                .head("FOOBAR /{id} HTTP/1.1", HOST)
                .status(200, 400, 405, 501)
                .upstreamSees(Upstream.COUNT_IF_OK, 1)
                .request("the method is unchanged", r -> r.method().equals("FOOBAR"));
        cases.add("method-no-token", METHOD).head("GE(T /{id} HTTP/1.1", HOST).refused(400, 405, 501);
        cases.add("method-with-colon", METHOD).head("GET: /{id} HTTP/1.1", HOST).refused(400, 405, 501);
        cases.add("method-with-nul", METHOD).head("GE\0T /{id} HTTP/1.1", HOST).refused(400, 405, 501);
        cases.add("method-with-high-byte", METHOD)
                .head("GE\351T /{id} HTTP/1.1", HOST)
                .refused(400, 405, 501);
        cases.add("trace-max-forwards-zero", "RFC 9110 §7.6.2")
                .head("TRACE /{id} HTTP/1.1", HOST, "Max-Forwards: 0")
                .status(200, 400, 405, 501)
                .upstreamSees(Upstream.NOTHING, 0);
    }

    private static void targets(Cases cases) {
        cases.add("target-absolute", TARGET + ".2")
                .head("GET http://example.test/{id}/a?b HTTP/1.1", HOST)
                .forwarded()
                .target("/{id}/a?b");
        cases.add("target-absolute-upper-case-scheme", TARGET + ".2")
                .head("GET HTTP://example.test/{id} HTTP/1.1", HOST)
                .refusedOrForwarded()
                .target("/{id}");
        cases.add("target-absolute-empty-path", TARGET + ".2")
                .head("GET http://example.test?q={id} HTTP/1.1", HOST)
                .refusedOrForwarded()
                .target("/?q={id}");
        cases.add("target-absolute-user-info", "RFC 9110 §4.2.4")
                .head("GET http://user:word@example.test/{id} HTTP/1.1", HOST)
                .refusedOrForwarded()
                .target("/{id}")
                .request(
                        "no user information in Host",
                        r -> !r.values("Host").toString().contains("@"));
        cases.add("target-absolute-other-scheme", TARGET + ".2")
                .head("GET ftp://example.test/{id} HTTP/1.1", HOST)
                .policy()
                .refused(400, 421);
        cases.add("target-absolute-no-host", TARGET + ".2")
                .head("GET http:///{id} HTTP/1.1", HOST)
                .refused();
        cases.add("target-asterisk-options", TARGET + ".4")
                .head("OPTIONS * HTTP/1.1", HOST, "X-Case: {id}")
                .status(200, 204, 400, 404, 405, 501)
                .inSync()
                .target("*");
        cases.add("target-asterisk-get", TARGET + ".4")
                .head("GET * HTTP/1.1", HOST, "X-Case: {id}")
                .refused(400, 404);
        cases.add("target-authority-connect", TARGET + ".3")
                .head("CONNECT example.test:443 HTTP/1.1", HOST, "X-Case: {id}")
                .status(400, 403, 404, 405, 501)
                .upstreamSees(Upstream.NOTHING, 0);
        cases.add("target-authority-get", TARGET + ".3")
                .head("GET example.test:80 HTTP/1.1", HOST, "X-Case: {id}")
                .refused();
        cases.add("target-without-slash", TARGET + ".1")
                .head("GET {id} HTTP/1.1", HOST)
                .refused();
        cases.add("target-only-query", TARGET + ".1")
                .head("GET ?q={id} HTTP/1.1", HOST)
                .refused();
        cases.add("target-empty", TARGET)
                .head("GET  HTTP/1.1", HOST, "X-Case: {id}")
                .refused();
    }

    private static void versions(Cases cases) {
        cases.add("version-none", VERSION).send("GET /{id}\r\n\r\n").refused(400, 505, NO_RESPONSE);
        cases.add("version-none-but-space", VERSION).head("GET /{id} ", HOST).refused(400, 505);
        cases.add("version-1.0", VERSION)
                .head("GET /{id} HTTP/1.0", HOST)
                .status(200)
                .closed()
                .upstreamSees(Upstream.COUNT, 1)
                .request(
                        "the proxy's own version",
                        r -> r.version().equals("HTTP/1.1") || r.version().equals("HTTP/1.0"));
        cases.add("version-1.0-without-host", VERSION)
                .send("GET /{id} HTTP/1.0\r\n\r\n")
                .status(200, 400)
                .closed()
                .upstreamSees(Upstream.COUNT_IF_OK, 1);
        cases.add("version-1.0-gets-no-chunks", "RFC 9112 §6.1")
                .head("GET /{id} HTTP/1.0", HOST)
                .answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")
                .status(200)
                .closed()
                .upstreamSees(Upstream.COUNT, 1)
                .response("no Transfer-Encoding", r -> !r.has("Transfer-Encoding"))
                .response("the whole body", r -> r.body().equals("hello"));
        cases.add("version-1.0-gets-no-interim", "RFC 9110 §15.2")
                .head("GET /{id} HTTP/1.0", HOST)
                .answer("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
                .status(200)
                .closed()
                .check("no interim response", seen -> seen.interims().isEmpty());
        cases.add("version-1.2", "RFC 9110 §2.5")
                .head("GET /{id} HTTP/1.2", HOST)
                .status(200, 400, 505)
                .upstreamSees(Upstream.COUNT_IF_OK, 1)
                .request(
                        "the proxy's own version",
                        r -> r.version().equals("HTTP/1.1") || r.version().equals("HTTP/1.0"));
        for (String version : new String[] {"HTTP/2.0", "HTTP/3.7", "HTTP/0.9"}) {
            cases.add("version-" + version.substring(5), "RFC 9110 §15.6.6")
                    .head("GET /{id} " + version, HOST)
                    .refused(400, 505);
        }
        cases.add("version-505", "RFC 9110 §15.6.6")
                .policy()
                .head("GET /{id} HTTP/2.0", HOST)
                .refused(505);
        cases.add("version-lower-case", VERSION)
                .head("GET /{id} http/1.1", HOST)
                .refused(400, 505);
        cases.add("version-one-number", VERSION).head("GET /{id} HTTP/1", HOST).refused(400, 505);
        cases.add("version-two-digits", VERSION)
                .head("GET /{id} HTTP/1.10", HOST)
                .refused(400, 505);
        cases.add("version-leading-zero", VERSION)
                .head("GET /{id} HTTP/01.1", HOST)
                .refused(400, 505);
        cases.add("version-letter-behind", VERSION)
                .head("GET /{id} HTTP/1.1x", HOST)
                .refused(400, 505);
        cases.add("version-space-inside", VERSION)
                .head("GET /{id} HTTP/ 1.1", HOST)
                .refused(400, 505);
        cases.add("version-other-protocol", VERSION)
                .head("GET /{id} HTTPS/1.1", HOST)
                .refused(400, 505);
        cases.add("http-2-preface-of-a-prior-version", "RFC 9113 §3.4")
                .send("PRI * HTTP/2.0\r\nX-Case: {id}\r\n\r\nSM\r\n\r\n")
                .status(400, 405, 501, 505, NO_RESPONSE)
                .closed()
                .upstreamSees(Upstream.NOTHING, 0);
        cases.add("tls-on-a-plain-port", LINE)
                .send("\26\3\1\2\0\1\0\1\374\3\3{id}\r\n\r\n")
                .refused(400, 505, NO_RESPONSE);
    }

    private static void separators(Cases cases) {
        cases.add("space-in-target", TARGET)
                .head("GET /{id}/a b HTTP/1.1", HOST)
                .refused();
        cases.add("space-leading", LINE).head(" GET /{id} HTTP/1.1", HOST).refused();
        cases.add("two-spaces-before-target", LINE)
                .policy()
                .head("GET  /{id} HTTP/1.1", HOST)
                .refused();
        cases.add("two-spaces-before-version", LINE)
                .policy()
                .head("GET /{id}  HTTP/1.1", HOST)
                .refused();
        cases.add("space-behind-version", LINE)
                .policy()
                .head("GET /{id} HTTP/1.1 ", HOST)
                .refused();
        cases.add("tab-before-target", LINE)
                .policy()
                .head("GET\t/{id} HTTP/1.1", HOST)
                .refused();
        cases.add("tab-before-version", LINE)
                .policy()
                .head("GET /{id}\tHTTP/1.1", HOST)
                .refused();
        cases.add("vertical-tab-before-version", LINE)
                .policy()
                .head("GET /{id}\13HTTP/1.1", HOST)
                .refused();
    }

    private static void lineEnds(Cases cases) {
        cases.add("bare-cr-in-target", ENDS)
                .critical()
                .head("GET /{id}\r/a HTTP/1.1", HOST)
                .refused();
        cases.add("bare-cr-ends-request-line", ENDS)
                .critical()
                .send("GET /{id} HTTP/1.1\rHost: example.test\r\n\r\n")
                .refused();
        cases.add("bare-cr-before-crlf", ENDS)
                .critical()
                .send("GET /{id} HTTP/1.1\r\r\nHost: example.test\r\n\r\n")
                .refused();
        cases.add("bare-lf-ends-request-line", ENDS)
                .policy()
                .send("GET /{id} HTTP/1.1\nHost: example.test\r\n\r\n")
                .refused();
        cases.add("bare-lf-in-target", ENDS)
                .critical()
                .head("GET /{id}\n/a HTTP/1.1", HOST)
                .refused(400, 505);
        cases.add("nul-in-target", TARGET).head("GET /{id}\0 HTTP/1.1", HOST).refused();
        cases.add("empty-line-first", ENDS)
                .send("\r\nGET /{id} HTTP/1.1\r\nHost: example.test\r\n\r\n")
                .refusedOrForwarded();
        cases.add("request-in-single-bytes", LINE)
                .check("sent byte for byte", seen -> seen.sent() > 0)
                .sendBytewise("GET /{id} HTTP/1.1\r\nHost: example.test\r\n\r\n")
                .forwarded();
    }

    private static void lengths(Cases cases) {
        cases.add("target-too-long", "RFC 9110 §15.5.15")
                .policy()
                .head("GET /{id}/" + "a".repeat(100_000) + " HTTP/1.1", HOST)
                .refused(414);
        cases.add("target-4-kib", LINE)
                .head("GET /{id}/" + "a".repeat(4096) + " HTTP/1.1", HOST)
                .forwarded()
                .target("/{id}/" + "a".repeat(4096));
        cases.add("target-endless", LINE)
                .critical()
                .send("GET /{id}/")
                .repeat("a".repeat(1024), Limits.ENDLESS)
                .refused(400, 414, 431, NO_RESPONSE)
                .check("refused before " + Limits.ENDLESS + " bytes", seen -> seen.sent() < Limits.ENDLESS);
        cases.add("method-endless", LINE)
                .critical()
                .repeat("A".repeat(1024), Limits.ENDLESS)
                .answer(Answer.OK)
                .refused(400, 414, 431, 501, NO_RESPONSE)
                .check("refused before " + Limits.ENDLESS + " bytes", seen -> seen.sent() < Limits.ENDLESS);
    }
}
