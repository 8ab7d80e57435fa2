package io.hookline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditDemoReportTest {

    @TempDir
    Path folder;

    @Test
    void whatIsMissingIsLostAndWhatComesTwiceIsDoubled() {
        AuditDemoReport.Output output = AuditDemoReport.Output.of(10, bits(1, 2, 3, 5, 6, 7, 8, 9, 10, 11), 13, 4);
        assertThat(output).isEqualTo(new AuditDemoReport.Output(9, 4, 3, 1));
        assertThat(report(output, new BitSet()).isGood()).isFalse();
    }

    @Test
    void onlyCallsThatWereAnsweredShortlyBeforeTheKillMayHaveNoRecord() {
        AuditDemoReport.Output whole = AuditDemoReport.Output.of(3, bits(1, 2, 3), 3, 1);
        assertThat(report(whole, new BitSet()).isGood()).isTrue();
        assertThat(report(whole, bits(5)).isGood()).isFalse();
        StringWriter text = new StringWriter();
        report(whole, new BitSet()).print(new PrintWriter(text));
        assertThat(text.toString()).containsPattern("in memory at the kill, no record +1\\s+/demo/7");
    }

    @Test
    void theFileIsReadOnFromLineToLine() throws IOException {
        Path file = folder.resolve("audit.jsonl");
        Files.writeString(file, line(1, 40, "1.0.0") + line(2, 41, "1.1.0").substring(0, 20));
        DemoRecords records = new DemoRecords(file);
        records.look();
        assertThat(records.calls()).isEqualTo(bits(40));
        append(file, line(2, 41, "1.1.0").substring(20) + line(1, 40, "1.0.0") + "{\"sequ\n");
        records.look();
        assertThat(records.calls()).isEqualTo(bits(40, 41));
        assertThat(records.sequences()).isEqualTo(bits(1, 2));
        assertThat(records.lines()).isEqualTo(3);
        assertThat(records.byFirst()).isEqualTo(1);
        assertThat(records.bySecond()).isEqualTo(1);
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    private static String line(int sequence, int call, String collector) {
        return "{\"sequence\":" + sequence + ",\"source\":\"http\",\"resource\":\"/demo/" + call
                + "\",\"releases\":[\"io.hookline.plugin.audit@" + collector + "\"]}\n";
    }

    private static AuditDemoReport report(AuditDemoReport.Output jdbc, BitSet unrecorded) {
        AuditDemoReport.Output file = new AuditDemoReport.Output(10, 0, 0, 0);
        return new AuditDemoReport(10, 4, 4, 9, 1, bits(7), unrecorded, 0, 5, file, jdbc);
    }

    private static BitSet bits(int... numbers) {
        BitSet bits = new BitSet();
        for (int number : numbers) {
            bits.set(number);
        }
        return bits;
    }
}
