package io.hookline.httpcorpus.cases;

import io.hookline.httpcorpus.Answer;
import io.hookline.httpcorpus.CaseBuilder;
import io.hookline.httpcorpus.Cases;
import io.hookline.httpcorpus.Expectation.Upstream;
import io.hookline.httpcorpus.Family;
import io.hookline.httpcorpus.Observation;
import java.util.List;

/** The upstream's status line, its interim responses and its fields. */
public final class ResponseHead implements Family {

    private static final String LINE = "RFC 9112 §4";
    private static final String STATUS = "RFC 9110 §15";
    private static final String INTERIM = "RFC 9110 §15.2";
    private static final String FIELDS = "RFC 9112 §5";
    private static final String ENDS = "RFC 9112 §2.2";
    private static final String BODY = "Content-Length: 2\r\n\r\nok";
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    @Override
    public void addTo(Cases cases) {
        statusLines(cases);
        interims(cases);
        fields(cases);
        limits(cases);
    }

    private static void statusLines(Cases cases) {
        for (String status : List.of("1000", "-200", "99", "20", "000", "abc", "2OO", "+200", "0200", "2 0")) {
            cases.add(
                            "status-invalid-"
                                    + status.replace(" ", "space-")
                                            .replace("+", "plus-")
                                            .replaceFirst("^-", "minus-"),
                            STATUS)
                    .critical()
                    .get()
                    .answer("HTTP/1.1 " + status + " OK\r\n" + BODY)
                    .badGateway();
        }
        for (int status : new int[] {299, 404, 499, 503, 599}) {
            cases.add("status-" + status + "-passes", STATUS)
                    .get()
                    .answer("HTTP/1.1 " + status + " As it was\r\n" + BODY)
                    .status(status)
                    .inSync()
                    .response("the reason too", r -> r.line().endsWith("As it was"));
        }
        cases.add("status-600", STATUS)
                .get()
                .answer("HTTP/1.1 600 OK\r\n" + BODY)
                .status(500, 502, 600)
                .inSync();
        for (String version : List.of("HTTP/2.0", "HTTP/0.9", "http/1.1", "ICY", "HTTP/1.10", "HTTP/1", "HTTPS/1.1")) {
            cases.add("status-line-version-" + version.replace('/', '-'), LINE)
                    .get()
                    .answerThenClose(version + " 200 OK\r\n" + BODY)
                    .badGateway();
        }
        cases.add("status-line-no-http", LINE)
                .critical()
                .get()
                .answerThenClose("ok\r\n\r\n")
                .badGateway();
        cases.add("status-line-reason-empty", LINE)
                .get()
                .answer("HTTP/1.1 200 \r\n" + BODY)
                .forwarded();
        cases.add("status-line-no-reason-no-space", LINE)
                .get()
                .answer("HTTP/1.1 200\r\n" + BODY)
                .status(200, 502)
                .inSync();
        cases.add("status-line-reason-passes", LINE)
                .policy()
                .get()
                .answer("HTTP/1.1 200 Fine by me\r\n" + BODY)
                .forwarded()
                .response("Fine by me", r -> r.line().endsWith(" Fine by me"));
        cases.add("status-line-bare-cr-in-reason", ENDS)
                .critical()
                .get()
                .answer("HTTP/1.1 200 O\rSet-Cookie: a=b\r\n" + BODY)
                .status(200, 502)
                .inSync()
                .check("no bare CR", ResponseHead::noBareCr);
        cases.add("status-line-bare-cr-ends-it", ENDS)
                .critical()
                .get()
                .answerThenClose("HTTP/1.1 200 OK\r" + BODY)
                .status(200, 502)
                .check("no bare CR", ResponseHead::noBareCr);
        cases.add("status-line-bare-lf", ENDS)
                .policy()
                .get()
                .answerThenClose("HTTP/1.1 200 OK\n" + BODY)
                .badGateway();
    }

    private static void interims(Cases cases) {
        interim(cases, "100", "HTTP/1.1 100 Continue\r\n\r\n");
        interim(cases, "102", "HTTP/1.1 102 Processing\r\n\r\n");
        interim(cases, "103", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
        interim(cases, "103-twice", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(2));
        interim(cases, "199", "HTTP/1.1 199 What\r\n\r\n");
        interim(cases, "with-length", "HTTP/1.1 103 Early Hints\r\nContent-Length: 5\r\n\r\n");
        interim(cases, "with-coding", "HTTP/1.1 103 Early Hints\r\nTransfer-Encoding: chunked\r\n\r\n");
        cases.add("interim-103-is-passed-on", INTERIM)
                .policy()
                .get()
                .answer("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK + BODY)
                .forwarded()
                .check(
                        "103 with Link",
                        seen -> seen.interims().size() == 1
                                && seen.interims().get(0).status() == 103
                                && seen.interims().get(0).values("Link").equals(List.of("</a>")));
        cases.add("interim-without-final", INTERIM)
                .critical()
                .get()
                .answerThenClose("HTTP/1.1 103 Early Hints\r\n\r\n")
                .status(502)
                .inSync()
                .upstreamSees(Upstream.ANY, 0);
        cases.add("interim-endless", INTERIM)
                .critical()
                .get()
                .answer(Answer.endless("", "HTTP/1.1 103 Early Hints\r\n\r\n", Limits.ENDLESS))
                .status(502, CaseBuilder.NO_RESPONSE)
                .check("bounded", seen -> seen.repeatedBytes() < Limits.ENDLESS);
    }

    private static void fields(Cases cases) {
        bare(cases, "in-value", "X-A: b\rc\r\n");
        bare(cases, "splits-response", "X-A: b\rSet-Cookie: evil=1\r\n")
                .response("no cookie", r -> !r.has("Set-Cookie"));
        bare(cases, "ends-head", "X-A: b\r\rHTTP/1.1 200 OK\r\n");
        cases.add("response-nul-in-value", "RFC 9110 §5.5")
                .critical()
                .get()
                .answer(OK + "X-A: b\0c\r\n" + BODY)
                .status(200, 502)
                .inSync()
                .check("no NUL", seen -> seen.received().indexOf('\0') < 0);
        cases.add("response-space-before-colon", "RFC 9112 §5.1")
                .critical()
                .get()
                .answer(OK + "X-A : b\r\n" + BODY)
                .status(200, 502)
                .inSync()
                .check("no such space", seen -> !seen.received().contains("X-A :"));
        cases.add("response-length-with-space-before-colon", "RFC 9112 §5.1")
                .critical()
                .get()
                .answerThenClose(OK + "Content-Length : 2\r\n\r\nokEXTRA")
                .status(200, 502)
                .inSync()
                .check("no such space", seen -> !seen.received().contains("Length :"));
        cases.add("response-fold", "RFC 9112 §5.2")
                .get()
                .answer(OK + "X-A: b\r\n c\r\n" + BODY)
                .status(200, 502)
                .inSync()
                .check("no fold", seen -> !seen.received().contains("\r\n c"));
        refused(cases, "no-colon", "X-A\r\n");
        refused(cases, "empty-name", ": b\r\n");
        refused(cases, "space-in-name", "X A: b\r\n");
        refused(cases, "nul-in-name", "X\0A: b\r\n");
        refused(cases, "bare-lf", "X-A: b\nX-B: c\r\n").policy();
        cases.add("response-high-bytes-in-value", "RFC 9110 §5.5")
                .get()
                .answer(OK + "X-A: \351\r\n" + BODY)
                .forwarded()
                .response("unchanged", r -> r.values("X-A").equals(List.of("\351")));
    }

    private static void limits(Cases cases) {
        endless(cases, "fields", OK, "X-A: b\r\n");
        endless(cases, "value", OK + "X-A: ", "b".repeat(1024));
        endless(cases, "status-line", "HTTP/1.1 200 ", "b".repeat(1024));
        endless(cases, "garbage", "", "b".repeat(1024));
        endless(cases, "empty-lines", "", "\r\n");
        cases.add("response-values-of-3-kb", FIELDS)
                .get()
                .answer(OK + "X-A: " + "b".repeat(3000) + "\r\nX-B: " + "c".repeat(3000) + "\r\n" + BODY)
                .forwarded()
                .response("unchanged", r -> r.values("X-A").equals(List.of("b".repeat(3000))));
    }

    private static void interim(Cases cases, String what, String interim) {
        cases.add("interim-" + what, INTERIM)
                .critical()
                .get()
                .answer(interim + OK + BODY)
                .forwarded()
                .response("ok", r -> r.body().equals("ok"));
    }

    private static CaseBuilder bare(Cases cases, String what, String field) {
        return cases.add("response-bare-cr-" + what, ENDS)
                .critical()
                .get()
                .answer(OK + field + BODY)
                .status(200, 502)
                .inSync()
                .check("no bare CR", ResponseHead::noBareCr);
    }

    private static CaseBuilder refused(Cases cases, String what, String field) {
        return cases.add("response-field-" + what, FIELDS)
                .get()
                .answerThenClose(OK + field + BODY)
                .badGateway();
    }

    private static void endless(Cases cases, String what, String start, String repeated) {
        cases.add("response-endless-" + what, FIELDS)
                .critical()
                .get()
                .answer(Answer.endless(start, repeated, Limits.ENDLESS))
                .status(502)
                .inSync()
                .check("bounded", seen -> seen.repeatedBytes() < Limits.ENDLESS);
    }

    private static boolean noBareCr(Observation seen) {
        return !seen.received().matches("(?s).*\r[^\n].*");
    }
}
