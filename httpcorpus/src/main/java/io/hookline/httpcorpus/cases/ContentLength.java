package io.hookline.httpcorpus.cases;

import static io.hookline.httpcorpus.CaseBuilder.NO_RESPONSE;

import io.hookline.httpcorpus.CaseBuilder;
import io.hookline.httpcorpus.Cases;
import io.hookline.httpcorpus.Expectation.Upstream;
import io.hookline.httpcorpus.Family;

/** Bodies that are framed by their length. */
public final class ContentLength implements Family {

    private static final String FIELD = "RFC 9110 §8.6";
    private static final String FRAMING = "RFC 9112 §6.3";
    private static final String CUT = "RFC 9112 §8";

    @Override
    public void addTo(Cases cases) {
        cases.add("length-plain", FIELD)
                .post("Content-Length: 3")
                .send("abc")
                .forwarded()
                .request("abc", r -> r.body().equals("abc"));
        cases.add("length-zero", FIELD).post("Content-Length: 0").forwarded().request("no body", r -> r.body()
                .isEmpty());
        cases.add("length-missing", FRAMING).post().status(200, 411).inSync().request("no body", r -> r.body()
                .isEmpty());
        cases.add("length-of-get", "RFC 9110 §9.3.1")
                .get("Content-Length: 3")
                .send("abc")
                .refusedOrForwarded()
                .request("abc", r -> r.body().equals("abc"));
        invalid(cases, "negative", "-1");
        invalid(cases, "negative-zero", "-0");
        invalid(cases, "plus", "+3");
        invalid(cases, "hex", "0x3");
        invalid(cases, "fraction", "3.0");
        invalid(cases, "exponent", "3e0");
        invalid(cases, "letters", "abc");
        invalid(cases, "space-inside", "3 3");
        invalid(cases, "semicolon", "3;a");
        invalid(cases, "underscore", "3_0");
        invalid(cases, "quoted", "\"3\"");
        invalid(cases, "arabic-digit", "\331\243");
        invalid(cases, "vertical-tab", "\0133");
        invalid(cases, "nul", "3\0");
        invalid(cases, "list-differing", "3, 4");
        invalid(cases, "list-reversed", "4, 3");
        invalid(cases, "wraps-at-2-64", "18446744073709551619");
        invalid(cases, "2-63", "9223372036854775808");
        invalid(cases, "forty-digits", "1".repeat(40));
        cases.add("length-empty", FIELD).critical().post("Content-Length:").refused();
        cases.add("length-list-the-same", FRAMING)
                .post("Content-Length: 3, 3")
                .send("abc")
                .refusedOrForwarded()
                .request("one length", r -> oneLength(r.raw()) && r.body().equals("abc"));
        cases.add("length-twice-the-same", FRAMING)
                .post("Content-Length: 3", "Content-Length: 3")
                .send("abc")
                .refusedOrForwarded()
                .request("one length", r -> oneLength(r.raw()) && r.body().equals("abc"));
        cases.add("length-twice-differing", FRAMING)
                .critical()
                .post("Content-Length: 3", "Content-Length: 0")
                .send("abc")
                .refused();
        cases.add("length-twice-differing-case", FRAMING)
                .critical()
                .post("Content-Length: 0", "content-length: 3")
                .send("abc")
                .refused();
        cases.add("length-leading-zeros", FIELD)
                .post("Content-Length: 0003")
                .send("abc")
                .refusedOrForwarded()
                .request("abc", r -> r.body().equals("abc"));
        cases.add("length-forty-zeros", FIELD)
                .post("Content-Length: " + "0".repeat(40) + "3")
                .send("abc")
                .refusedOrForwarded()
                .request("abc", r -> r.body().equals("abc"));
        cases.add("body-longer-than-length", FRAMING)
                .post("Content-Length: 3")
                .send("abcGET")
                .forwarded()
                .anyConnection()
                .request("abc", r -> r.body().equals("abc"));
        cases.add("body-in-pieces", FRAMING)
                .post("Content-Length: 6")
                .awaitUpstream()
                .send("abc")
                .send("def")
                .forwarded()
                .request("abcdef", r -> r.body().equals("abcdef"));
        cutOff(cases.add("body-cut-off-by-half-close", CUT).post("Content-Length: 10"))
                .halfClose()
                .status(400, 408, NO_RESPONSE)
                .closed();
        cutOff(cases.add("body-cut-off-by-close", CUT).post("Content-Length: 10"))
                .close();
        cutOff(cases.add("body-cut-off-beyond-2-32", CUT).post("Content-Length: 4294967299"))
                .halfClose()
                .status(400, 408, 413, NO_RESPONSE)
                .closed();
        cases.add("head-cut-off", CUT)
                .critical()
                .send("GET /{id} HTTP/1.1\r\nHost: exam")
                .halfClose()
                .status(400, 408, NO_RESPONSE)
                .closed()
                .upstreamSees(Upstream.NOTHING, 0);
    }

    private static CaseBuilder cutOff(CaseBuilder builder) {
        return builder.critical().send("abc").awaitUpstream().neverComplete();
    }

    private static void invalid(Cases cases, String what, String value) {
        cases.add("length-invalid-" + what, FRAMING)
                .critical()
                .post("Content-Length: " + value)
                .send("abc")
                .refused(what.equals("2-63") || what.equals("forty-digits") ? new int[] {400, 413} : new int[] {400});
    }

    private static boolean oneLength(String raw) {
        return raw.split("(?i)\r\ncontent-length:", -1).length == 2 && !raw.contains("3, 3");
    }
}
