package io.hookline.httpcorpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The judge is judged with a proxy that lets everything through. */
class CorpusRunnerTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String SMUGGLED = "GET /{id}/smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

    private RecordingUpstream upstream;
    private Tube tube;

    @BeforeEach
    void start() throws IOException {
        upstream = new RecordingUpstream(0);
        tube = new Tube(upstream.port());
    }

    @AfterEach
    void stop() throws IOException {
        tube.close();
        upstream.close();
    }

    @Test
    void aForwardedRequestPasses() throws Exception {
        CaseResult result = play(one -> one.post("Content-Length: 3")
                .send("abc")
                .answer(OK)
                .forwarded()
                .target("/{id}")
                .request("abc", r -> r.body().equals("abc")));
        assertThat(result.problems()).isEmpty();
        assertThat(result.summary()).isEqualTo("200 open");
        assertThat(result.seen().requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.values("host")).containsExactly("example.test");
            assertThat(request.raw()).endsWith("\r\n\r\nabc");
        });
    }

    @Test
    void aWrongStatusFails() throws Exception {
        assertThat(play(one -> one.get().answer(OK).status(400)).problems())
                .containsExactly("response 1 is 200, not one of [400]");
    }

    @Test
    void anOpenConnectionFailsWhereItMustClose() throws Exception {
        assertThat(play(one -> one.get().answer(OK).status(200).closed()).problems())
                .containsExactly("the connection stays open");
    }

    @Test
    void anAnnouncedEndIsInSync() throws Exception {
        assertThat(play(one -> one.get()
                                .answerThenClose("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok")
                                .forwarded())
                        .problems())
                .isEmpty();
    }

    @Test
    void anUnannouncedEndIsNotInSync() throws Exception {
        assertThat(play(one -> one.get().answerThenClose(OK).forwarded()).problems())
                .containsExactly("the next request on the connection has no answer, though its end was not announced");
    }

    @Test
    void bytesBehindTheResponseAreNotInSync() throws Exception {
        assertThat(play(one -> one.get().answer(OK + "EXTRA").forwarded()).passed())
                .isFalse();
    }

    @Test
    void aSmuggledRequestIsFound() throws Exception {
        CaseResult result =
                play(one -> one.send("POST /{id} HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n" + SMUGGLED)
                        .answer(OK)
                        .status(200)
                        .upstreamSees(Expectation.Upstream.COUNT, 1));
        assertThat(result.problems()).anyMatch(problem -> problem.contains("smuggled"));
    }

    @Test
    void halfARequestBehindAnotherIsFound() throws Exception {
        CaseResult result = play(one -> one.send("POST /{id} HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\nXX")
                .answer(OK)
                .status(200)
                .upstreamSees(Expectation.Upstream.COUNT, 1));
        assertThat(result.problems()).singleElement().asString().contains("ABORTED");
    }

    @Test
    void oneByteAtTheUpstreamIsTooMuchForNothing() throws Exception {
        CaseResult result = play(one -> one.send("{id}")
                .halfClose()
                .status(CaseBuilder.NO_RESPONSE)
                .upstreamSees(Expectation.Upstream.NOTHING, 0));
        assertThat(result.problems())
                .singleElement()
                .asString()
                .contains("ABORTED")
                .contains("nothing");
    }

    @Test
    void anAbortedRequestIsNotComplete() throws Exception {
        assertThat(play(one -> one.postChunked()
                                .send("5\r\nabc")
                                .awaitUpstream()
                                .halfClose()
                                .status(CaseBuilder.NO_RESPONSE)
                                .closed()
                                .neverComplete())
                        .problems())
                .isEmpty();
    }

    @Test
    void aCompleteRequestFailsWhereItMustBeAborted() throws Exception {
        assertThat(play(one -> one.postChunked()
                                .send("3\r\nabc\r\n0\r\n\r\n")
                                .answerThenClose(OK)
                                .status(200)
                                .neverComplete())
                        .problems())
                .singleElement()
                .asString()
                .contains("COMPLETE");
    }

    @Test
    void aRequestThatStaysOpenFailsWhereItMustBeAborted() throws Exception {
        assertThat(play(one -> one.postChunked()
                                .awaitUpstream()
                                .answer(new Answer(List.of(new Answer.Part.Bytes(OK)), List.of()))
                                .status(200)
                                .neverComplete())
                        .passed())
                .isTrue();
    }

    @Test
    void aMalformedRequestIsNotComplete() throws Exception {
        CaseResult result = play(one -> one.postChunked()
                .send("x\r\n\r\n")
                .status(CaseBuilder.NO_RESPONSE)
                .upstreamSees(Expectation.Upstream.COUNT, 1));
        assertThat(result.problems()).singleElement().asString().contains("MALFORMED");
    }

    @Test
    void interimResponsesAndTrailersAreSeen() throws Exception {
        CaseResult result = play(one -> one.get()
                .answer(
                        "HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + "2\r\nok\r\n0\r\nX-Sum: 1\r\n\r\n")
                .forwarded());
        assertThat(result.problems()).isEmpty();
        assertThat(result.summary()).isEqualTo("103 200 open");
        assertThat(result.seen().finals().get(0).trailers()).containsExactly(new Field("X-Sum", "1"));
    }

    @Test
    void aResponseThatIsCutOffIsNotComplete() throws Exception {
        CaseResult result = play(one -> one.get()
                .answerThenClose("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nok")
                .status(200)
                .closed());
        assertThat(result.problems()).isEmpty();
        assertThat(result.seen().finals().get(0).complete()).isFalse();
        assertThat(result.summary()).isEqualTo("200 cut off closed");
    }

    @Test
    void aResponseToHeadHasNoBody() throws Exception {
        assertThat(play(one -> one.head("HEAD /{id} HTTP/1.1", CaseBuilder.HOST)
                                .answer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")
                                .forwarded())
                        .problems())
                .isEmpty();
    }

    @Test
    void garbageIsNoResponse() throws Exception {
        assertThat(play(one -> one.get().answerThenClose("garbage\r\n\r\n").status(502))
                        .problems())
                .containsExactly("response 1 is -1, not one of [502]");
    }

    @Test
    void whatIsTakenOfAnEndlessAnswerIsCounted() throws Exception {
        CaseResult result = play(one -> one.get()
                .answer(Answer.endless("HTTP/1.1 200 OK\r\n", "X-A: b\r\n", 1 << 20))
                .status(CaseBuilder.NO_RESPONSE, -1));
        assertThat(result.seen().repeatedBytes()).isGreaterThanOrEqualTo(1 << 20);
    }

    @Test
    void aProxyThatStopsReadingDoesNotStopTheRun() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Case endless = build(one -> one.repeat("X-A: b\r\n", 64 << 20).refused(400, CaseBuilder.NO_RESPONSE));
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), deaf.getLocalPort());
            CorpusReport report = new CorpusRunner(address, upstream, "", 4, 200).run(List.of(endless));
            assertThat(report.results().get(0).problems()).contains("the connection stays open");
            assertThat(report.results().get(0).summary()).isEqualTo("no answer");
        }
    }

    @Test
    void aReportHasTextAndJson() throws Exception {
        CorpusReport report = run(List.of(
                build(one -> one.get().answer(OK).forwarded()),
                build(one -> one.get().answer(OK).status(400))));
        assertThat(CorpusText.of(report, false)).contains("1 of 2 cases passed").contains("FAIL standard");
        assertThat(CorpusJson.of(report)).contains("\"passed\" : 1").contains("response 1 is 200");
    }

    private CaseResult play(Consumer<CaseBuilder> definition) throws Exception {
        return run(List.of(build(definition))).results().get(0);
    }

    private CorpusReport run(List<Case> cases) throws Exception {
        return new CorpusRunner(tube.address(), upstream, "", 4, 2000).run(cases);
    }

    private static Case build(Consumer<CaseBuilder> definition) {
        CaseBuilder builder = new CaseBuilder("Test", "test", "RFC 9110 §1", "");
        definition.accept(builder);
        return builder.build();
    }
}
