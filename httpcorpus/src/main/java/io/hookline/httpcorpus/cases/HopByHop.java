package io.hookline.httpcorpus.cases;

import static io.hookline.httpcorpus.CaseBuilder.HOST;

import io.hookline.httpcorpus.Answer;
import io.hookline.httpcorpus.CaseBuilder;
import io.hookline.httpcorpus.Cases;
import io.hookline.httpcorpus.Expectation.Upstream;
import io.hookline.httpcorpus.Family;
import java.util.List;
import java.util.Locale;

/** Connection, the fields that it names, and what a proxy adds. */
public final class HopByHop implements Family {

    private static final String CONNECTION = "RFC 9110 §7.6.1";
    private static final String PERSISTENCE = "RFC 9112 §9.3";

    @Override
    public void addTo(Cases cases) {
        cases.add("connection-names-a-field", CONNECTION)
                .get("Connection: X-Foo", "X-Foo: 1")
                .forwarded()
                .request("no X-Foo", r -> !r.has("X-Foo"));
        cases.add("connection-names-a-field-and-close", CONNECTION)
                .get("Connection: X-Foo, close", "X-Foo: 1")
                .status(200)
                .closed()
                .upstreamSees(Upstream.COUNT, 1)
                .request("no X-Foo", r -> !r.has("X-Foo"));
        cases.add("connection-twice", CONNECTION)
                .get("Connection: keep-alive", "Connection: X-Foo", "X-Foo: 1")
                .forwarded()
                .request("no X-Foo", r -> !r.has("X-Foo"));
        cases.add("connection-names-the-key", CONNECTION)
                .get("Connection: X-Key", "X-Key: secret")
                .refusedOrForwarded()
                .request("removed, as for each other field", r -> !r.has("X-Key"));
        cases.add("connection-names-host", CONNECTION)
                .critical()
                .get("Connection: Host")
                .refusedOrForwarded()
                .request("one Host", r -> r.values("Host").size() == 1);
        cases.add("connection-names-content-length", CONNECTION)
                .critical()
                .post("Connection: Content-Length", "Content-Length: 3")
                .send("abc")
                .refusedOrForwarded()
                .request("abc", TransferEncoding::hasBody);
        cases.add("connection-names-transfer-encoding", CONNECTION)
                .critical()
                .post("Connection: Transfer-Encoding", "Transfer-Encoding: chunked")
                .send("3\r\nabc\r\n0\r\n\r\n")
                .refusedOrForwarded()
                .request("abc", TransferEncoding::hasBody);
        cases.add("connection-names-forwarded-for", CONNECTION)
                .policy()
                .get("Connection: X-Forwarded-For, X-Forwarded-Proto, X-Forwarded-Host")
                .refusedOrForwarded()
                .request("the proxy's own fields stay", r -> r.has("X-Forwarded-For"));
        cases.add("connection-empty", CONNECTION).get("Connection: , ,").refusedOrForwarded();
        cases.add("connection-no-token", CONNECTION).get("Connection: (a").refusedOrForwarded();
        for (String close : List.of("close", "CLOSE", "keep-alive, close", "close, keep-alive")) {
            cases.add("connection-" + close.replaceAll("[^A-Za-z]+", "-"), PERSISTENCE)
                    .get("Connection: " + close)
                    .status(200)
                    .closed()
                    .upstreamSees(Upstream.COUNT, 1)
                    .response("the end is announced", r -> r.announcesClose());
        }
        for (String field :
                List.of("Keep-Alive: timeout=5", "Proxy-Connection: keep-alive", "TE: gzip", "Upgrade: foo/1")) {
            String name = field.substring(0, field.indexOf(':'));
            cases.add("hop-by-hop-" + name.toLowerCase(Locale.ROOT), CONNECTION)
                    .get(field)
                    .forwarded()
                    .request("not passed on", r -> !r.values(name).contains(field.substring(name.length() + 2)));
        }
        cases.add("via-is-added", "RFC 9110 §7.6.3")
                .get()
                .forwarded()
                .request(
                        "Via: 1.1 ...",
                        r -> r.values("Via").size() == 1
                                && r.values("Via").get(0).matches("(HTTP/)?1\\.1 .+"));
        cases.add("via-is-appended", "RFC 9110 §7.6.3")
                .get("Via: 1.0 first")
                .forwarded()
                .request("first, then the proxy", r -> String.join(", ", r.values("Via"))
                        .matches("1\\.0 first, .+"));
        cases.add("forwarded-fields-are-not-trusted", "RFC 7239 §8.1")
                .policy()
                .get("X-Forwarded-For: 192.0.2.1", "X-Forwarded-Proto: https", "X-Forwarded-Host: other.test")
                .forwarded()
                .request("the client's address is last", r -> String.join(", ", r.values("X-Forwarded-For"))
                        .endsWith("127.0.0.1"))
                .request("the proxy's protocol", r -> r.values("X-Forwarded-Proto")
                        .equals(List.of("http")))
                .request("the request's host", r -> r.values("X-Forwarded-Host").equals(List.of("example.test")));
        response(cases, "response-connection-names-a-field", "Connection: X-Foo\r\nX-Foo: 1\r\n")
                .response("no X-Foo", r -> !r.has("X-Foo"));
        response(cases, "response-keep-alive", "Keep-Alive: timeout=77\r\n")
                .response("not passed on", r -> !r.values("Keep-Alive").contains("timeout=77"));
        response(cases, "response-connection-close", "Connection: close\r\n");
        response(cases, "response-proxy-connection", "Proxy-Connection: close\r\n")
                .response("not passed on", r -> !r.has("Proxy-Connection"));
        response(cases, "response-connection-names-content-length", "Connection: Content-Length\r\n")
                .response("ok", r -> r.body().equals("ok"));
        response(cases, "response-repeated-set-cookie", "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n")
                .response("two fields", r -> r.values("Set-Cookie").equals(List.of("a=1", "b=2")));
        cases.add("two-requests-one-after-the-other", PERSISTENCE)
                .head("GET /{id}/first HTTP/1.1", HOST)
                .awaitResponse()
                .head("GET /{id}/second HTTP/1.1", HOST)
                .answer(Answer.OK_KEPT)
                .status(200)
                .status(200)
                .inSync()
                .upstreamSees(Upstream.COUNT, 2);
    }

    private static CaseBuilder response(Cases cases, String name, String fields) {
        return cases.add(name, CONNECTION)
                .get()
                .answer("HTTP/1.1 200 OK\r\n" + fields + "Content-Length: 2\r\n\r\nok")
                .forwarded();
    }
}
