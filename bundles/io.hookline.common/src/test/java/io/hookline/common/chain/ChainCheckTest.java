package io.hookline.common.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChainCheckTest {

    private final List<String> lines = chain(6);

    @Test
    void aChainIsWholeFromAnyFileOnAndNamesItsLastHash() {
        ChainCheck check = check(lines);
        assertThat(check.broken()).isNull();
        assertThat(check.lines()).isEqualTo(6);
        assertThat(lines.get(5)).endsWith("\"" + check.last() + "\"}");
        assertThat(check(lines.subList(2, 6)).broken()).isNull();
    }

    @Test
    void aChangedRecordIsNamed() {
        lines.set(2, lines.get(2).replace("\"n\":2", "\"n\":9"));
        assertThat(check(lines).broken()).satisfies(broken -> {
            assertThat(broken.place()).isEqualTo("line 3");
            assertThat(broken.reason()).contains("changed");
        });
    }

    @Test
    void aRecordThatWasTakenOutIsSeenAtTheNextOne() {
        lines.remove(2);
        assertThat(check(lines).broken()).satisfies(broken -> {
            assertThat(broken.place()).isEqualTo("line 3");
            assertThat(broken.reason()).contains("missing");
            assertThat(broken.other()).isEmpty();
        });
    }

    @Test
    void recordsInAnotherOrderAreTold() {
        lines.add(4, lines.remove(2));
        assertThat(check(lines).broken()).satisfies(broken -> {
            assertThat(broken.place()).isEqualTo("line 3");
            assertThat(broken.reason()).contains("order");
            assertThat(broken.other()).isEqualTo("line 5");
        });
    }

    @Test
    void aRecordThatWasPutInIsNamed() {
        lines.add(3, "{\"n\":7}");
        assertThat(check(lines).broken())
                .satisfies(broken -> assertThat(broken.reason()).contains("no hash"));
        lines.set(
                3,
                ChainedLine.after(ChainedLine.of(lines.get(2)).hash(), "{\"n\":7}")
                        .text());
        assertThat(check(lines).broken())
                .satisfies(broken -> assertThat(broken.place()).isEqualTo("line 5"));
        lines.set(3, lines.get(2));
        assertThat(check(lines).broken())
                .satisfies(broken -> assertThat(broken.place()).isEqualTo("line 4"));
    }

    @Test
    void aTailThatWasCutOffIsSeenByItsAnchorAlone() {
        String anchor = ChainedLine.of(lines.get(5)).hash();
        assertThat(check(lines, anchor).isAnchored()).isTrue();
        ChainCheck cut = check(lines.subList(0, 5), anchor);
        assertThat(cut.broken()).isNull();
        assertThat(cut.isAnchored()).isFalse();
    }

    @Test
    void recordsBeforeTheChainCountButTheChainBeginsOnce() {
        lines.add(0, "{\"n\":-1}");
        ChainCheck check = check(lines);
        assertThat(check.broken()).isNull();
        assertThat(check.before()).isEqualTo(1);
        lines.remove(1);
        assertThat(check(lines).broken()).isNotNull();
    }

    private static List<String> chain(int count) {
        List<String> lines = new ArrayList<>();
        String previous = ChainedLine.START;
        for (int i = 0; i < count; i++) {
            ChainedLine line = ChainedLine.after(previous, "{\"n\":" + i + "}");
            lines.add(line.text());
            previous = line.hash();
        }
        return lines;
    }

    private static ChainCheck check(List<String> lines) {
        return check(lines, "");
    }

    private static ChainCheck check(List<String> lines, String anchor) {
        ChainCheck check = new ChainCheck(anchor);
        for (int i = 0; i < lines.size(); i++) {
            check.line(lines.get(i), "line " + (i + 1));
        }
        return check;
    }
}
