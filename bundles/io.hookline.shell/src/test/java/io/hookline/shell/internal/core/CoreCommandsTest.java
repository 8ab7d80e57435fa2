package io.hookline.shell.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.internal.deploy.DeployClient;
import io.hookline.shell.internal.gogo.CommandShell;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CoreCommandsTest {

    private final CommandShell busy = shell(FakeCore.of(FakeRuntime.busy()));
    private final CommandShell empty = shell(FakeCore.of(FakeRuntime.empty()));

    @Test
    void everyCommandSaysThatTheCoreIsNotThere() {
        CommandShell without = shell(FakeCore.missing());
        assertThatThrownBy(() -> without.run("points"))
                .hasToString(
                        """
                The core is not running, so there are no hooks. Find it with: lb -s | grep io.hookline.core \
                and start it with: felix:start ID""");
        assertThatThrownBy(() -> without.run("chain", "--json", "x")).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> without.run("why", "a", "b")).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> without.run("stats")).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> without.run("refused")).isInstanceOf(CommandException.class);
    }

    @Test
    void chainShowsTheOrderTheReleaseAndTheConstraints() {
        busy.run("chain", FakeRuntime.POINT);
        assertThat(printed())
                .isEqualTo(
                        """
                http.pre-request  generation 7, on error abort, opened by io.acme.gateway
                contract  io.acme.PreRequestHook
                runs as   a class compiled for this chain
                calls     may block
                required  acme.key, acme.audit (MISSING)
                No call passes while a required plugin is missing. Why it does not run: hook:refused; start it: hook:start acme.audit

                #  HOOK  PLUGIN           RANKING  ON FAILURE      GUARD          NON-BLOCKING  CALLS  FAILED  CONSTRAINTS
                1  key   acme.key@1.0.0       100  abort (closed)  watched        yes            1234       0  -
                2  rate  acme.rate@1.0.0       50  skip (open)     watched, OPEN  no             1200       1  after key
                3  log   acme.log@1.0.0         0  abort (closed)  watched        no                9       0  -
                -  rate  acme.rate@1.0.0       50  abort (closed)  watched        no                3       0  after key
                Rows with - stand by: a newer release of the plugin has replaced them.

                Route: canary acme.rate 1.1.0 (20 %)\\u001B[2J
                #  HOOK  PLUGIN           RANKING  ON FAILURE      GUARD          NON-BLOCKING  CALLS  FAILED  CONSTRAINTS
                1  key   acme.key@1.0.0       100  abort (closed)  watched        yes            1234       0  -
                2  rate  acme.rate@1.0.0       50  skip (open)     watched, OPEN  no               46       1  after key

                Route: canary acme.log 2.0.0 (5 %)
                No hook is on it.
                Last failure of rate: java.lang.Error: \\u001B[2Jboom\\n
                Last failure of rate: slow\\n
                """);
    }

    @Test
    void chainWithoutAPointShowsEveryPoint() {
        busy.run("chain");
        assertThat(printed()).startsWith("http.pre-request  generation 7");
    }

    @Test
    void anUnknownPointIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> busy.run("chain", "http.prerequest"))
                .hasToString("No hook point is named http.prerequest. Did you mean http.pre-request?"
                        + " There is: http.pre-request.");
        assertThatThrownBy(() -> empty.run("chain", "x"))
                .hasToString("No hook point is named x. No point is open: no host is running.");
    }

    @Test
    void aSurplusArgumentIsRefusedWithTheUsage() {
        assertThatThrownBy(() -> busy.run("points", "-x"))
                .hasToString(
                        "hook:points has no option -x. There is: --help, --json, --output. Usage: hook:points [OPTION…]; more:"
                                + " hook:points --help");
        assertThatThrownBy(() -> busy.run("why", "key"))
                .hasToString("hook:why needs B. Usage: hook:why [OPTION…] A B; more: hook:why --help");
    }

    @Test
    void whyNamesTheRuleAndTheHookThatDeclaredIt() {
        busy.run("why", "key", "rate");
        assertThat(printed())
                .isEqualTo(
                        """
                http.pre-request: key runs ahead of rate. A constraint was applied.
                  key -> rate   declared by rate
                """);
    }

    @Test
    void aNameMayBeItsLastPart() {
        assertThat(new io.hookline.common.text.NearestNames(List.of("io.acme.key", "io.acme.log")).resolve("key"))
                .contains("io.acme.key");
        assertThat(new io.hookline.common.text.NearestNames(List.of("io.acme.key", "org.acme.key")).resolve("key"))
                .isEmpty();
    }

    @Test
    void whyOfTwoThatNeverMeetSaysSo() {
        busy.run("why", "log", "rate");
        assertThat(printed()).isEqualTo("log and rate are not at the same point. The points of each: hook:plugins\n");
    }

    @Test
    void whyOfAnUnknownNameIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> busy.run("why", "kez", "rate"))
                .hasToString("No hook or plugin is named kez. Did you mean key?"
                        + " There is: acme.key, acme.log, acme.rate, key, log, rate.");
    }

    @Test
    void nothingToShowIsASentenceWithTheNextStep() {

        empty.run("points");
        empty.run("chain");
        empty.run("stats");
        empty.run("refused");
        assertThat(printed())
                .contains("No hook point is open")
                .contains("No hook is in any chain")
                .contains("Nothing is refused");
    }

    @Test
    void jsonHasTheKeysInTheOrderOfTheRecord() throws Exception {
        busy.run("chain", "--json", FakeRuntime.POINT);
        String json = printed();
        assertThat(json)
                .startsWith(
                        """
                {
                  "point" : {
                    "name" : "http.pre-request",
                    "contract" : "io.acme.PreRequestHook",
                    "owners" : [
                      "io.acme.gateway"
                    ],
                    "errorPolicy" : "ABORT",
                    "hooks" : 3,
                """)
                .doesNotContain("\u001B");
        JsonNode tree = new ObjectMapper().readTree(json);
        assertThat(tree.at("/hooks/1/lastFailure").asText()).isEqualTo("java.lang.Error: \u001B[2Jboom\n");
        assertThat(tree.at("/standby/0/name").asText()).isEqualTo("rate");
        assertThat(tree.at("/routes/0/hooks/1/calls").asInt()).isEqualTo(46);
    }

    @Test
    void everyCommandSpeaksJson() throws Exception {

        empty.run("points", "--json");
        empty.run("chain", "--json");
        empty.run("refused", "--json");
        assertThat(printed()).isEqualTo("[ ]\n[ ]\n[ ]\n");
        reset();
        empty.run("stats", "--json");
        assertThat(new ObjectMapper().readTree(printed()).get("generation").asInt())
                .isEqualTo(1);
        reset();
        busy.run("why", "--json", "key", "rate");
        assertThat(new ObjectMapper()
                        .readTree(printed())
                        .at("/0/edges/0/declaredBy")
                        .asText())
                .isEqualTo("rate");
    }

    @Test
    void statsCountsAndNamesRemovalsThatGaveUp() {
        busy.run("stats");
        assertThat(printed())
                .contains("calls in flight  2")
                .contains("leases           asymmetric (a test)")
                .contains("chains           1, compiled 1; compilations since the start 3")
                .containsPattern("key +acme.key@1.0.0 +1234 +0 +2 +840 ns +12 us +1.3 ms +-")
                .containsPattern("log +acme.log@1.0.0 +9 +0 +2 +- +- +- +-")
                .contains("drains           5, timed out 1, longest 10000 ms")
                .contains("rate (acme.rate@0.9.0)");
    }

    @Test
    void refusedFoldsTheDetailToTheScreen() {
        busy.wide(80).run("refused");
        assertThat(printed())
                .isEqualTo(
                        """
                ID  NAME  PLUGIN           REASON         DETAIL
                31  lost  acme.lost@1.0.0  UNKNOWN_POINT  asks for http.before, there is
                                                          http.pre-request
                """);
    }

    private String printed() {
        return busy.printed() + empty.printed();
    }

    private void reset() {
        busy.reset();
        empty.reset();
    }

    private static CommandShell shell(CoreClient core) {
        return new CommandShell(
                new PointsCommand(core),
                new ChainCommand(core),
                new WhyCommand(core),
                new StatsCommand(core),
                new RefusedCommand(core, new DeployClient(null)));
    }
}
