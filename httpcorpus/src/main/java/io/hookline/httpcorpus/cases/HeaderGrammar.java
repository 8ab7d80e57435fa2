package io.hookline.httpcorpus.cases;

import static io.hookline.httpcorpus.CaseBuilder.NO_RESPONSE;

import io.hookline.httpcorpus.Cases;
import io.hookline.httpcorpus.Expectation.Upstream;
import io.hookline.httpcorpus.Family;
import java.util.List;

/** What a header field and a header section may look like. */
public final class HeaderGrammar implements Family {

    private static final String SYNTAX = "RFC 9112 §5";
    private static final String COLON = "RFC 9112 §5.1";
    private static final String FOLD = "RFC 9112 §5.2";
    private static final String NAME = "RFC 9110 §5.1";
    private static final String VALUE = "RFC 9110 §5.5";
    private static final String ENDS = "RFC 9112 §2.2";

    @Override
    public void addTo(Cases cases) {
        names(cases);
        values(cases);
        lineEnds(cases);
        limits(cases);
    }

    private static void names(Cases cases) {
        cases.add("space-before-colon", COLON).critical().get("X-A : b").refused();
        cases.add("tab-before-colon", COLON).critical().get("X-A\t: b").refused();
        cases.add("vertical-tab-before-colon", NAME).critical().get("X-A\13: b").refused();
        cases.add("no-colon", SYNTAX).get("X-A").refused();
        cases.add("empty-name", NAME).get(": b").refused();
        cases.add("space-in-name", NAME).get("X A: b").refused();
        cases.add("parenthesis-in-name", NAME).get("X(A: b").refused();
        cases.add("quote-in-name", NAME).get("X\"A: b").refused();
        cases.add("slash-in-name", NAME).get("X/A: b").refused();
        cases.add("nul-in-name", NAME).critical().get("X\0A: b").refused();
        cases.add("control-in-name", NAME).get("X\1A: b").refused();
        cases.add("high-byte-in-name", NAME).get("X\351A: b").refused();
        cases.add("all-token-characters-in-name", NAME)
                .get("X!#$%&'*+-.^_`|~1: b")
                .status(200)
                .inSync();
        cases.add("underscore-content-length", NAME)
                .get("Content_Length: 5")
                .refusedOrForwarded()
                .request("no body", r -> r.body().isEmpty())
                .request("no length for those who read an underscore as a hyphen", r -> !r.has("Content_Length"));
        cases.add("underscore-field-of-the-proxy", NAME)
                .get("X_Forwarded_For: 6.6.6.6", "X_Call_Id: 1")
                .refusedOrForwarded()
                .request("neither", r -> !r.has("X_Forwarded_For") && !r.has("X_Call_Id"));
        cases.add("white-space-before-first-field", ENDS)
                .send("GET /{id} HTTP/1.1\r\n X-Bad: 1\r\nHost: example.test\r\n\r\n")
                .refusedOrForwarded()
                .request("no X-Bad", r -> !r.has("X-Bad"));
    }

    private static void values(Cases cases) {
        cases.add("fold-is-not-passed-on", FOLD)
                .get("X-A: b", " c")
                .refusedOrForwarded()
                .request("no fold", r -> !r.raw().contains("\r\n "))
                .request("joined", r -> r.values("X-A").stream().allMatch(v -> v.matches("b[ \t]+c")));
        cases.add("fold-with-tab", FOLD)
                .get("X-A: b", "\tc")
                .refusedOrForwarded()
                .request("no fold", r -> !r.raw().contains("\r\n\t"));
        cases.add("fold-hides-no-field", FOLD)
                .critical()
                .post("Content-Length: 3", " Transfer-Encoding: chunked")
                .send("abc")
                .refused();
        cases.add("nul-in-value", VALUE)
                .get("X-A: b\0c")
                .refusedOrForwarded()
                .request("no NUL", r -> r.raw().indexOf('\0') < 0);
        cases.add("control-in-value", VALUE).policy().get("X-A: b\1c").refused();
        cases.add("delete-in-value", VALUE).policy().get("X-A: b\177c").refused();
        cases.add("high-bytes-in-value", VALUE)
                .get("X-A: b\351\377c")
                .forwarded()
                .request("unchanged", r -> r.values("X-A").equals(List.of("b\351\377c")));
        cases.add("white-space-around-value", VALUE)
                .get("X-A: \t b c \t ")
                .forwarded()
                .request("trimmed or not, the same value", r -> r.values("X-A").equals(List.of("b c")));
        cases.add("no-white-space-before-value", SYNTAX)
                .get("X-A:b")
                .forwarded()
                .request("b", r -> r.values("X-A").equals(List.of("b")));
        cases.add("empty-value", SYNTAX).get("X-A:").status(200).inSync();
        cases.add("repeated-fields-keep-their-order", "RFC 9110 §5.3")
                .get("X-A: 1", "X-B: 2", "x-a: 3")
                .forwarded()
                .request(
                        "1, 3",
                        r -> String.join(",", r.values("X-A")).replace(" ", "").equals("1,3"));
        cases.add("value-4-kib", SYNTAX)
                .get("X-A: " + "b".repeat(4096))
                .forwarded()
                .request("unchanged", r -> r.values("X-A").equals(List.of("b".repeat(4096))));
    }

    private static void lineEnds(Cases cases) {
        cases.add("bare-cr-in-value", ENDS)
                .critical()
                .get("X-A: b\rc")
                .refusedOrForwarded()
                .request("no bare CR", r -> !r.raw().matches("(?s).*\r[^\n].*"));
        cases.add("bare-cr-hides-a-field", ENDS)
                .critical()
                .get("X-A: b\rX-Smuggled: 1")
                .refusedOrForwarded()
                .request("no bare CR", r -> !r.raw().matches("(?s).*\r[^\n].*"))
                .request("no such field", r -> !r.has("X-Smuggled"));
        cases.add("bare-cr-before-crlf-in-head", ENDS)
                .critical()
                .get("X-A: b\r")
                .refused();
        cases.add("bare-crs-end-no-head", ENDS)
                .critical()
                .send("GET /{id} HTTP/1.1\r\nHost: example.test\r\rGET /{id}/smuggled HTTP/1.1\r\n"
                        + "Host: example.test\r\n\r\n")
                .refused();
        cases.add("bare-lf-ends-field", ENDS).policy().get("X-A: b\nX-B: c").refused();
        cases.add("bare-lf-ends-head", ENDS)
                .policy()
                .send("GET /{id} HTTP/1.1\r\nHost: example.test\r\n\n")
                .refused();
        cases.add("only-bare-lfs", ENDS)
                .policy()
                .send("GET /{id} HTTP/1.1\nHost: example.test\n\n")
                .refused();
        cases.add("lf-before-cr", ENDS)
                .critical()
                .send("GET /{id} HTTP/1.1\r\nHost: example.test\n\r\n\r\n")
                .status(200, 400)
                .upstreamSees(Upstream.COUNT_IF_OK, 1);
    }

    private static void limits(Cases cases) {
        cases.add("value-too-long", "RFC 6585 §5")
                .policy()
                .get("X-A: " + "b".repeat(200_000))
                .refused(431);
        cases.add("name-too-long", "RFC 6585 §5")
                .policy()
                .get("X".repeat(200_000) + ": b")
                .refused(431);
        cases.add("too-many-fields", "RFC 6585 §5").policy().get(fields(10_000)).refused(431);
        cases.add("ninety-fields", SYNTAX).get(fields(90)).status(200).inSync();
        cases.add("fields-endless", SYNTAX)
                .critical()
                .send("GET /{id} HTTP/1.1\r\nHost: example.test\r\n")
                .repeat("X-A: b\r\n", Limits.ENDLESS)
                .refused(400, 413, 431, NO_RESPONSE)
                .check("refused before " + Limits.ENDLESS + " bytes", seen -> seen.sent() < Limits.ENDLESS);
        cases.add("value-endless", SYNTAX)
                .critical()
                .send("GET /{id} HTTP/1.1\r\nHost: example.test\r\nX-A: ")
                .repeat("b".repeat(1024), Limits.ENDLESS)
                .refused(400, 413, 431, NO_RESPONSE)
                .check("refused before " + Limits.ENDLESS + " bytes", seen -> seen.sent() < Limits.ENDLESS);
        cases.add("empty-lines-endless", ENDS)
                .critical()
                .repeat("\r\n", Limits.ENDLESS)
                .refused(400, 408, 413, 431, NO_RESPONSE)
                .check("refused before " + Limits.ENDLESS + " bytes", seen -> seen.sent() < Limits.ENDLESS);
    }

    private static String[] fields(int count) {
        String[] fields = new String[count];
        for (int i = 0; i < count; i++) {
            fields[i] = "X-" + i + ": b";
        }
        return fields;
    }
}
