package io.hookline.httpcorpus.cases;

import static io.hookline.httpcorpus.CaseBuilder.HOST;

import io.hookline.httpcorpus.Answer;
import io.hookline.httpcorpus.Answer.Part;
import io.hookline.httpcorpus.Cases;
import io.hookline.httpcorpus.Expectation.Upstream;
import io.hookline.httpcorpus.Family;
import java.util.List;

/** Expect: 100-continue. */
public final class Expect implements Family {

    private static final String EXPECT = "RFC 9110 §10.1.1";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @Override
    public void addTo(Cases cases) {
        cases.add("expect-continue", EXPECT)
                .post("Expect: 100-continue", "Content-Length: 3")
                .awaitInterim()
                .send("abc")
                .answer(new Answer(
                        List.of(new Part.Bytes("HTTP/1.1 100 Continue\r\n\r\n")), List.of(new Part.Bytes(OK))))
                .forwarded()
                .request("abc", TransferEncoding::hasBody)
                .check(
                        "100 first",
                        seen -> !seen.interims().isEmpty()
                                && seen.interims().get(0).status() == 100);
        cases.add("expect-continue-from-an-upstream-that-does-not-know-it", EXPECT)
                .post("Expect: 100-continue", "Content-Length: 3")
                .awaitInterim()
                .send("abc")
                .answer(OK)
                .forwarded()
                .request("abc", TransferEncoding::hasBody);
        cases.add("expect-continue-body-sent-at-once", EXPECT)
                .post("Expect: 100-continue", "Content-Length: 3")
                .send("abc")
                .answer(OK)
                .forwarded()
                .request("abc", TransferEncoding::hasBody);
        cases.add("expect-continue-chunked", EXPECT)
                .post("Expect: 100-continue", "Transfer-Encoding: chunked")
                .awaitInterim()
                .send("3\r\nabc\r\n0\r\n\r\n")
                .answer(OK)
                .forwarded()
                .request("abc", TransferEncoding::hasBody);
        cases.add("expect-continue-refused-by-the-upstream", EXPECT)
                .post("Expect: 100-continue", "Content-Length: 3")
                .awaitInterim()
                .send("abc")
                .answer(new Answer(
                        List.of(new Part.Bytes("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n")), List.of()))
                .status(401);
        cases.add("expect-continue-without-body", EXPECT)
                .get("Expect: 100-continue")
                .forwarded();
        cases.add("expect-continue-in-http-1.0", EXPECT)
                .head("POST /{id} HTTP/1.0", HOST, "Expect: 100-continue", "Content-Length: 3")
                .send("abc")
                .status(200)
                .closed()
                .check("no interim response", seen -> seen.interims().isEmpty());
        cases.add("expect-continue-in-upper-case", EXPECT)
                .post("Expect: 100-CONTINUE", "Content-Length: 3")
                .awaitInterim()
                .send("abc")
                .forwarded()
                .request("abc", TransferEncoding::hasBody);
        cases.add("expect-unknown", EXPECT)
                .post("Expect: 200-maybe", "Content-Length: 3")
                .send("abc")
                .status(200, 400, 417)
                .upstreamSees(Upstream.COUNT_IF_OK, 1);
        cases.add("expect-list-with-unknown", EXPECT)
                .critical()
                .post("Expect: y 100-continue", "Content-Length: 3")
                .send("abc")
                .status(200, 400, 417)
                .upstreamSees(Upstream.COUNT_IF_OK, 1);
    }
}
