package io.hookline.httpcorpus.cases;

import io.hookline.httpcorpus.Cases;
import io.hookline.httpcorpus.Family;
import java.util.List;

/** The Host field, and what happens when the target names another host. */
public final class Host implements Family {

    private static final String HOST = "RFC 9112 §3.2";
    private static final String ABSOLUTE = "RFC 9112 §3.2.2";

    @Override
    public void addTo(Cases cases) {
        cases.add("host-missing", HOST).head("GET /{id} HTTP/1.1", "X-A: b").refused();
        cases.add("host-missing-and-no-field", HOST)
                .send("GET /{id} HTTP/1.1\r\n\r\n")
                .refused();
        cases.add("host-twice-the-same", HOST)
                .critical()
                .head("GET /{id} HTTP/1.1", "Host: example.test", "Host: example.test")
                .refused();
        cases.add("host-twice-different", HOST)
                .critical()
                .head("GET /{id} HTTP/1.1", "Host: example.test", "host: other.test")
                .refused();
        cases.add("host-twice-one-empty", HOST)
                .critical()
                .head("GET /{id} HTTP/1.1", "Host:", "Host: example.test")
                .refused();
        cases.add("host-twice-in-http-1.0", HOST)
                .critical()
                .head("GET /{id} HTTP/1.0", "Host: example.test", "Host: other.test")
                .refused();
        cases.add("host-empty", HOST).head("GET /{id} HTTP/1.1", "Host:").refusedOrForwarded();
        invalid(cases, "space", "exam ple.test");
        invalid(cases, "list", "example.test, other.test");
        invalid(cases, "path", "example.test/path");
        invalid(cases, "query", "example.test?query");
        invalid(cases, "fragment", "example.test#fragment");
        invalid(cases, "backslash", "example.test\\path");
        invalid(cases, "user-info", "user@example.test");
        invalid(cases, "port-of-letters", "example.test:port");
        invalid(cases, "port-too-large", "example.test:65536");
        invalid(cases, "port-negative", "example.test:-1");
        invalid(cases, "two-ports", "example.test:80:80");
        invalid(cases, "open-bracket", "[::1");
        invalid(cases, "address-without-brackets", "::1");
        invalid(cases, "markup", "<b>example.test");
        invalid(cases, "nul", "example\0.test");
        invalid(cases, "high-byte", "ex\344mple.test");
        invalid(cases, "broken-percent", "ex%ample.test");
        invalid(cases, "scheme", "http://example.test");
        for (String valid : List.of("example.test:8080", "[::1]:8080", "127.0.0.1", "EXAMPLE.test", "example.test.")) {
            cases.add("host-valid-" + valid.replaceAll("[^A-Za-z0-9]+", "-"), HOST)
                    .head("GET /{id} HTTP/1.1", "Host: " + valid)
                    .forwarded();
        }
        cases.add("host-disagrees-with-absolute-target", ABSOLUTE)
                .critical()
                .head("GET http://other.test/{id} HTTP/1.1", "Host: example.test")
                .refusedOrForwarded()
                .target("/{id}")
                .request("the target's host, or the proxy's own", r -> !r.values("Host")
                        .contains("example.test"))
                .request("forwarded host", r -> !r.values("X-Forwarded-Host").contains("example.test"));
        cases.add("host-missing-with-absolute-target", HOST)
                .head("GET http://example.test/{id} HTTP/1.1", "X-A: b")
                .refused();
        cases.add("host-invalid-with-absolute-target", HOST)
                .head("GET http://example.test/{id} HTTP/1.1", "Host: a b")
                .refused();
        cases.add("absolute-target-with-invalid-authority", ABSOLUTE)
                .head("GET http://exa[mple.test/{id} HTTP/1.1", "Host: example.test")
                .refused();
        cases.add("host-with-space-before-colon", "RFC 9112 §5.1")
                .critical()
                .head("GET /{id} HTTP/1.1", "Host : example.test")
                .refused();
    }

    private static void invalid(Cases cases, String what, String value) {
        cases.add("host-invalid-" + what, HOST)
                .head("GET /{id} HTTP/1.1", "Host: " + value)
                .refused();
    }
}
