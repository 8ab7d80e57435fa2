package io.hookline.httpcorpus.cases;

import static io.hookline.httpcorpus.CaseBuilder.NO_RESPONSE;

import io.hookline.httpcorpus.Cases;
import io.hookline.httpcorpus.Expectation.Upstream;
import io.hookline.httpcorpus.Family;
import io.hookline.httpcorpus.Field;
import io.hookline.httpcorpus.SeenRequest;
import java.util.Locale;

/** Trailer fields of requests: which may pass, and how many. */
public final class Trailers implements Family {

    private static final String TRAILERS = "RFC 9110 §6.5";
    private static final String LIMITS = "RFC 9110 §6.5.1";
    private static final String SYNTAX = "RFC 9112 §7.1.2";

    @Override
    public void addTo(Cases cases) {
        cases.add("trailer-plain", TRAILERS)
                .post("Transfer-Encoding: chunked", "Trailer: X-Checksum")
                .send(body("X-Checksum: 1"))
                .forwarded()
                .request("abc", TransferEncoding::hasBody)
                .request("no header field", r -> !r.has("X-Checksum"));
        cases.add("trailer-passed-on", TRAILERS)
                .policy()
                .post("Transfer-Encoding: chunked", "Trailer: X-Checksum")
                .send(body("X-Checksum: 1"))
                .forwarded()
                .request("a trailer field", r -> r.trailers().contains(new Field("X-Checksum", "1")));
        for (String field : new String[] {
            "Content-Length: 100",
            "Transfer-Encoding: identity",
            "Host: other.test",
            "Connection: close",
            "Authorization: Bearer a",
            "Content-Encoding: gzip",
            "Expect: 100-continue",
            "Upgrade: websocket",
            "Cookie: a=b",
            "X-Forwarded-For: 192.0.2.1",
            "Via: 1.1 other"
        }) {
            String name = field.substring(0, field.indexOf(':'));
            cases.add("trailer-forbidden-" + name.toLowerCase(Locale.ROOT), LIMITS)
                    .critical()
                    .post("Transfer-Encoding: chunked")
                    .send(body(field))
                    .status(200, 400)
                    .inSync()
                    .request("not passed on", r -> !passed(r, name, field))
                    .request(
                            "abc, if complete",
                            r -> r.state() != SeenRequest.State.COMPLETE || TransferEncoding.hasBody(r));
        }
        cases.add("trailer-replaces-no-header", LIMITS)
                .critical()
                .post("Transfer-Encoding: chunked", "X-API-Key: header")
                .send(body("X-API-Key: trailer"))
                .status(200, 400)
                .request(
                        "the header field is unchanged",
                        r -> r.values("X-API-Key").toString().equals("[header]"));
        malformed(cases, "no-colon", "X-A");
        malformed(cases, "space-before-colon", "X-A : b");
        malformed(cases, "empty-name", ": b");
        malformed(cases, "space-in-name", "X A: b");
        malformed(cases, "nul-in-name", "X\0A: b");
        malformed(cases, "bare-cr", "X-A: b\rX-B: c");
        malformed(cases, "leading-space", " X-A: b");
        cases.add("trailer-bare-lf", SYNTAX)
                .policy()
                .post("Transfer-Encoding: chunked")
                .send(body("X-A: b\nX-B: c"))
                .status(400)
                .closed()
                .neverComplete();
        cases.add("trailers-too-many", TRAILERS)
                .policy()
                .post("Transfer-Encoding: chunked")
                .send("3\r\nabc\r\n0\r\n" + "X-A: b\r\n".repeat(20_000) + "\r\n")
                .status(400, 413, 431)
                .closed()
                .neverComplete();
        cases.add("trailers-endless", TRAILERS)
                .critical()
                .post("Transfer-Encoding: chunked")
                .send("3\r\nabc\r\n0\r\n")
                .repeat("X-A: b\r\n", Limits.ENDLESS)
                .status(400, 413, 431, NO_RESPONSE)
                .closed()
                .upstreamSees(Upstream.NEVER_COMPLETE, 0)
                .check("refused before " + Limits.ENDLESS + " bytes", seen -> seen.sent() < Limits.ENDLESS);
        cases.add("trailer-of-endless-length", TRAILERS)
                .critical()
                .post("Transfer-Encoding: chunked")
                .send("3\r\nabc\r\n0\r\nX-A: ")
                .repeat("b".repeat(1024), Limits.ENDLESS)
                .status(400, 413, 431, NO_RESPONSE)
                .closed()
                .upstreamSees(Upstream.NEVER_COMPLETE, 0)
                .check("refused before " + Limits.ENDLESS + " bytes", seen -> seen.sent() < Limits.ENDLESS);
    }

    private static void malformed(Cases cases, String what, String field) {
        cases.add("trailer-" + what, SYNTAX)
                .critical()
                .post("Transfer-Encoding: chunked")
                .send(body(field))
                .status(400)
                .closed()
                .neverComplete();
    }

    private static String body(String field) {
        return "3\r\nabc\r\n0\r\n" + field + "\r\n\r\n";
    }

    private static boolean passed(SeenRequest request, String name, String field) {
        String value = field.substring(field.indexOf(':') + 1).strip();
        return request.trailers().stream().anyMatch(trailer -> trailer.name().equalsIgnoreCase(name))
                || (request.values(name).contains(value) && !name.equals("Connection"));
    }
}
