package io.hookline.httpcorpus.cases;

import static io.hookline.httpcorpus.CaseBuilder.NO_RESPONSE;

import io.hookline.httpcorpus.CaseBuilder;
import io.hookline.httpcorpus.Cases;
import io.hookline.httpcorpus.Family;
import io.hookline.httpcorpus.SeenRequest;

/** The grammar of chunked bodies, and bodies that end inside a chunk. */
public final class Chunks implements Family {

    private static final String CHUNKED = "RFC 9112 §7.1";
    private static final String EXTENSION = "RFC 9112 §7.1.1";
    private static final String CUT = "RFC 9112 §8";

    @Override
    public void addTo(Cases cases) {
        valid(cases, "several", "1\r\na\r\n2\r\nbc\r\n0\r\n\r\n");
        valid(cases, "leading-zeros", "0003\r\nabc\r\n0\r\n\r\n");
        valid(cases, "many-zeros-at-the-end", "3\r\nabc\r\n0000\r\n\r\n");
        valid(cases, "extension", "3;a=b\r\nabc\r\n0;c\r\n\r\n");
        valid(cases, "extension-quoted", "3;a=\"b;c\"\r\nabc\r\n0\r\n\r\n");
        cases.add("chunk-sizes-in-hex", CHUNKED)
                .postChunked()
                .send("a\r\n0123456789\r\nB\r\n0123456789a\r\n0\r\n\r\n")
                .forwarded()
                .request("both chunks", r -> r.body().equals("01234567890123456789a"));
        cases.add("chunks-empty-body", CHUNKED)
                .postChunked()
                .send("0\r\n\r\n")
                .forwarded()
                .request("no body", r -> r.body().isEmpty());
        cases.add("chunks-in-single-bytes", CHUNKED)
                .postChunked()
                .sendBytewise("3\r\nabc\r\n0\r\n\r\n")
                .forwarded()
                .request("abc", TransferEncoding::hasBody);
        cases.add("chunk-size-of-forty-digits", CHUNKED)
                .postChunked()
                .send("0".repeat(40) + "3\r\nabc\r\n0\r\n\r\n")
                .status(200, 400)
                .inSync()
                .request(
                        "abc, if complete",
                        r -> r.state() != SeenRequest.State.COMPLETE || TransferEncoding.hasBody(r));
        cases.add("chunks-many", CHUNKED)
                .postChunked()
                .send("1\r\nx\r\n".repeat(2000) + "0\r\n\r\n")
                .forwarded()
                .request("2000 bytes", r -> r.body().length() == 2000);

        broken(cases, "size-no-hex", "x\r\nabc\r\n0\r\n\r\n");
        broken(cases, "size-negative", "-3\r\nabc\r\n0\r\n\r\n");
        broken(cases, "size-minus-zero", "-0\r\n\r\n");
        broken(cases, "size-plus", "+3\r\nabc\r\n0\r\n\r\n");
        broken(cases, "size-0x", "0x3\r\nabc\r\n0\r\n\r\n");
        broken(cases, "size-empty", "\r\nabc\r\n0\r\n\r\n");
        broken(cases, "size-only-extension", ";a\r\nabc\r\n0\r\n\r\n");
        broken(cases, "size-space-first", " 3\r\nabc\r\n0\r\n\r\n");
        broken(cases, "size-space-inside", "0 3\r\nabc\r\n0\r\n\r\n");
        broken(cases, "size-letters-behind", "3g\r\nabc\r\n0\r\n\r\n");
        broken(cases, "size-underscore", "0_3\r\nabc\r\n0\r\n\r\n");
        broken(cases, "size-nul", "3\0\r\nabc\r\n0\r\n\r\n");
        broken(cases, "size-high-byte", "3\240\r\nabc\r\n0\r\n\r\n");
        broken(cases, "size-wraps-at-2-64", "10000000000000003\r\nabc\r\n0\r\n\r\n", 400, 413);
        broken(cases, "size-2-64-minus-1", "FFFFFFFFFFFFFFFF\r\nabc\r\n0\r\n\r\n", 400, 413);
        broken(cases, "size-2-63", "8000000000000000\r\nabc\r\n0\r\n\r\n", 400, 413);
        broken(cases, "size-space-behind", "3 \r\nabc\r\n0\r\n\r\n").policy();
        broken(cases, "size-ended-by-lf", "3\nabc\r\n0\r\n\r\n");
        broken(cases, "size-ended-by-cr", "3\rabc\r\n0\r\n\r\n");
        broken(cases, "size-cr-cr-lf", "3\r\r\nabc\r\n0\r\n\r\n");
        broken(cases, "data-too-long", "3\r\nabcd\r\n0\r\n\r\n");
        broken(cases, "data-without-crlf", "3\r\nabc0\r\n\r\n");
        broken(cases, "data-ended-by-lf", "3\r\nabc\n0\r\n\r\n");
        broken(cases, "data-ended-by-cr", "3\r\nabc\r0\r\n\r\n");
        broken(cases, "data-ended-by-two-other-bytes", "3\r\nabcXX0\r\n\r\n");
        broken(cases, "second-size-no-hex", "3\r\nabc\r\nx\r\nabc\r\n0\r\n\r\n");
        broken(cases, "last-ended-by-lf", "3\r\nabc\r\n0\n\r\n");
        broken(cases, "end-by-lf", "3\r\nabc\r\n0\r\n\n");
        broken(cases, "end-by-cr-and-other-byte", "3\r\nabc\r\n0\r\n\rX\r\n\r\n");
        broken(cases, "extension-with-lf", "3;a\nb\r\nabc\r\n0\r\n\r\n");
        broken(cases, "extension-with-cr", "3;a\rb\r\nabc\r\n0\r\n\r\n");
        broken(cases, "extension-with-nul", "3;a\0b\r\nabc\r\n0\r\n\r\n");
        broken(cases, "extension-with-quoted-lf", "3;a=\"\n\"\r\nabc\r\n0\r\n\r\n");
        broken(cases, "extension-of-100-kib", "3;" + "a".repeat(100_000) + "\r\nabc\r\n0\r\n\r\n", 400, 413, 431);
        cases.add("chunk-extension-endless", EXTENSION)
                .critical()
                .postChunked()
                .send("3;")
                .repeat("a".repeat(1024), Limits.ENDLESS)
                .status(400, 413, 431, NO_RESPONSE)
                .closed()
                .neverComplete()
                .check("refused before " + Limits.ENDLESS + " bytes", seen -> seen.sent() < Limits.ENDLESS);
        cases.add("chunk-size-of-endless-zeros", CHUNKED)
                .critical()
                .postChunked()
                .repeat("0".repeat(1024), Limits.ENDLESS)
                .status(400, 413, 431, NO_RESPONSE)
                .closed()
                .neverComplete()
                .check("refused before " + Limits.ENDLESS + " bytes", seen -> seen.sent() < Limits.ENDLESS);

        cut(cases, "inside-first-size", "3");
        cut(cases, "before-first-size", "");
        cut(cases, "inside-data", "a\r\nabc");
        cut(cases, "behind-data", "3\r\nabc");
        cut(cases, "between-chunks", "3\r\nabc\r\n");
        cut(cases, "inside-last-size", "3\r\nabc\r\n0");
        cut(cases, "behind-last-size", "3\r\nabc\r\n0\r\n");
        cut(cases, "inside-trailers", "3\r\nabc\r\n0\r\nX-A: b\r\n");
        cases.add("chunks-closed-inside-data", CUT)
                .critical()
                .postChunked()
                .send("a\r\nabc")
                .awaitUpstream()
                .close()
                .neverComplete();
        cases.add("chunks-closed-between-chunks", CUT)
                .critical()
                .postChunked()
                .send("3\r\nabc\r\n")
                .awaitUpstream()
                .close()
                .neverComplete();
    }

    private static void valid(Cases cases, String what, String body) {
        cases.add("chunks-" + what, CHUNKED)
                .postChunked()
                .send(body)
                .forwarded()
                .request("abc", TransferEncoding::hasBody);
    }

    private static CaseBuilder broken(Cases cases, String what, String body) {
        return broken(cases, what, body, 400);
    }

    private static CaseBuilder broken(Cases cases, String what, String body, int... statuses) {
        return cases.add("chunk-" + what, what.startsWith("extension") ? EXTENSION : CHUNKED)
                .critical()
                .postChunked()
                .awaitUpstream()
                .send(body)
                .status(statuses)
                .closed()
                .neverComplete();
    }

    private static void cut(Cases cases, String what, String body) {
        cases.add("chunks-cut-off-" + what, CUT)
                .critical()
                .postChunked()
                .send(body)
                .awaitUpstream()
                .halfClose()
                .status(400, 408, NO_RESPONSE)
                .closed()
                .neverComplete();
    }
}
