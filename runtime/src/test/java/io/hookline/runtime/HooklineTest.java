package io.hookline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class HooklineTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpNamesTheCommandsAndSucceeds() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString()).contains("run ").contains("Exit status");
        assertThat(execute("help", "run")).isZero();
        assertThat(out.toString()).contains("--upstream").contains("--[no-]shell");
    }

    @Test
    void noCommandIsWrongUsage() {
        assertThat(execute()).isEqualTo(2);
        assertThat(err.toString()).contains("Usage: hookline");
    }

    @Test
    void anUnknownOptionIsNamedWithAHint() {
        assertThat(execute("run", "--prot=1")).isEqualTo(2);
        assertThat(err.toString()).contains("Unknown option: '--prot=1'").contains("Try: hookline run --help");
    }

    @Test
    void aPortOutOfRangeIsRefused() {
        assertThat(execute("run", "--port", "65536")).isEqualTo(2);
        assertThat(err.toString()).contains("--port must be between 0 and 65535, not 65536");
        assertThat(execute("run", "--port", "http")).isEqualTo(2);
    }

    @Test
    void anUpstreamThatIsNotAUrlIsRefused() {
        assertThat(execute("run", "--upstream", "localhost:9000")).isEqualTo(2);
        assertThat(err.toString()).contains("--upstream must be like http://host:port");
    }

    @Test
    void aLoadWithInvalidOptionsIsWrongUsage() {
        assertThat(execute("load")).isEqualTo(2);
        assertThat(execute("load", "localhost")).isEqualTo(2);
        assertThat(err.toString()).contains("URL must be like http://127.0.0.1:8080/records, not \"localhost\"");
        assertThat(execute("load", "http://127.0.0.1:1/", "--for", "0s")).isEqualTo(2);
        assertThat(execute("load", "http://127.0.0.1:1/", "--body", "a", "--body-file", "b"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--for must not be zero").contains("--body or --body-file");
    }

    @Test
    void optionsOfTheFaultCampaignNeedIt() {
        assertThat(execute("torture", "--steps", "5")).isEqualTo(2);
        assertThat(execute("torture", "--only", "plugin.")).isEqualTo(2);
        assertThat(err.toString()).contains("--steps and --only need --faults");
        assertThat(execute("torture", "--faults", "--steps", "-1")).isEqualTo(2);
        assertThat(err.toString()).contains("--steps must not be negative");
        assertThat(execute("torture", "--faults", "--for", "a while")).isEqualTo(2);
    }

    @Test
    void timesAndSeedsOfTheFaultCampaignAreRead() {
        assertThat(FaultTorture.time("90")).hasSeconds(90);
        assertThat(FaultTorture.time("5m")).hasMinutes(5);
        assertThat(FaultTorture.time("1h")).hasHours(1);
        assertThat(FaultTorture.seed("-7")).isEqualTo(-7);
        assertThat(FaultTorture.seed("")).isNotNegative();
    }

    @Test
    void aStartWithoutADistributionSaysHowToStart() {
        assertThat(execute("run", "--no-shell")).isEqualTo(1);
        assertThat(err.toString()).contains("start with bin/hookline").doesNotContain("Exception");
    }

    private int execute(String... arguments) {
        CommandLine line = Hookline.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
