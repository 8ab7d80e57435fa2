package io.hookline.httpcorpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CorpusTest {

    private final List<Case> cases = Corpus.all();

    @Test
    void theCorpusHasAtLeastOneHundredFiftyCasesWithUniqueNames() {
        assertThat(cases).hasSizeGreaterThanOrEqualTo(150);
        assertThat(cases.stream().map(Case::name)).doesNotHaveDuplicates();
        assertThat(cases.stream().map(Case::name)).allMatch(name -> name.matches("[A-Za-z0-9.-]+"));
    }

    @Test
    void everyCaseNamesTheRuleItFollows() {
        assertThat(cases).allMatch(one -> one.section().matches("RFC [0-9]{4} §[0-9.]+"));
    }

    @Test
    void everyCaseExpectsAnAnswerUnlessItsClientCloses() {
        assertThat(cases)
                .allMatch(one ->
                        !one.expectation().statuses().isEmpty() || one.steps().contains(new Step.Close()));
    }

    @Test
    void everyCaseLooksAtTheUpstreamOrAtTheResponse() {
        assertThat(cases)
                .allMatch(one -> one.expectation().upstream() != Expectation.Upstream.ANY
                        || !one.expectation().statuses().isEmpty());
    }

    @Test
    void textIsSentByteForByte() {
        assertThat(cases).allMatch(one -> one.steps().stream()
                .filter(step -> step instanceof Step.Send)
                .allMatch(step -> ((Step.Send) step).text().chars().allMatch(c -> c < 256)));
    }

    @Test
    void furtherFieldsAreInEachHead() {
        assertThat(Corpus.all("X-API-Key: secret\r\n").stream()
                        .filter(one -> one.name().equals("plain-get"))
                        .flatMap(one -> one.steps().stream()))
                .containsExactly(
                        new Step.Send("GET /{id} HTTP/1.1\r\nX-API-Key: secret\r\nHost: example.test\r\n\r\n"));
    }
}
