package io.hookline.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookline.api.runtime.HookRuntime;
import io.hookline.common.text.NearestNames;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HookCommandsTest {

    private final CommandSession session = FakeSession.wide(120);
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private @Nullable PrintStream before;

    @BeforeEach
    void listen() {
        before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void leave() {
        System.setOut(before);
    }

    @Test
    void everyCommandSaysThatTheCoreIsNotThere() {
        HookCommands commands = new HookCommands(Optional.empty());
        assertThatThrownBy(() -> commands.points(session, false))
                .hasToString(
                        """
                The core is not running, so there are no hooks to show. Find it with: lb -s | grep io.hookline.core \
                and start it with: felix:start ID""");
        assertThatThrownBy(() -> commands.chain(session, true, "x")).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> commands.why(session, false, "a", "b")).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> commands.stats(session, false)).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> commands.refused(session, false)).isInstanceOf(CommandException.class);
    }

    @Test
    void chainShowsTheOrderTheReleaseAndTheWishes() {
        commands(FakeRuntime.busy()).chain(session, false, FakeRuntime.POINT);
        assertThat(printed())
                .isEqualTo(
                        """
                http.pre-request  generation 7, on error abort, opened by io.acme.gateway
                contract  io.acme.PreRequestHook
                runs as   a class compiled for this chain
                required  acme.key, acme.audit (MISSING)
                No call passes while a required one is missing. Start it: lb, then felix:start ID

                #  HOOK  PLUGIN           RANKING  ON FAILURE      GUARD          CALLS  FAILED  WISHES
                1  key   acme.key@1.0.0       100  abort (closed)  watched         1234       0  -
                2  rate  acme.rate@1.0.0       50  skip (open)     watched, OPEN   1200       1  after key
                3  log   acme.log@1.0.0         0  abort (closed)  watched            9       0  -
                -  rate  acme.rate@1.0.0       50  abort (closed)  watched            3       0  after key
                Rows with - stand by: a newer release of the plugin is in their place.

                On the way of canary acme.rate 1.1.0 (20 %)\\u001B[2J:
                #  HOOK  PLUGIN           RANKING  ON FAILURE      GUARD          CALLS  FAILED  WISHES
                1  key   acme.key@1.0.0       100  abort (closed)  watched         1234       0  -
                2  rate  acme.rate@1.0.0       50  skip (open)     watched, OPEN     46       1  after key

                On the way of canary acme.log 2.0.0 (5 %):
                No hook stands there.
                Last failure of rate: java.lang.Error: \\u001B[2Jboom\\n
                Last failure of rate: slow\\n
                """);
    }

    @Test
    void chainWithoutAPointShowsEveryPoint() {
        commands(FakeRuntime.busy()).chain(session, false);
        assertThat(printed()).startsWith("http.pre-request  generation 7");
    }

    @Test
    void anUnknownPointIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> commands(FakeRuntime.busy()).chain(session, false, "http.prerequest"))
                .hasToString("No hook point is named http.prerequest. Did you mean http.pre-request?"
                        + " There is: http.pre-request.");
        assertThatThrownBy(() -> commands(FakeRuntime.empty()).chain(session, false, "x"))
                .hasToString("No hook point is named x. None is open at all: no host is running.");
    }

    @Test
    void aSurplusArgumentIsRefusedWithTheUsage() {
        assertThatThrownBy(() -> commands(FakeRuntime.busy()).points(session, false, "-x"))
                .hasToString("hook:points takes no argument, so not \"-x\". Usage: hook:points [--json]");
        assertThatThrownBy(() -> commands(FakeRuntime.busy()).why(session, false, "key"))
                .hasToString("hook:why takes two names of hooks or plugins. Usage: hook:why [--json] A B."
                        + " Names: hook:stats");
    }

    @Test
    void whyNamesTheRuleAndWhoAskedForIt() {
        commands(FakeRuntime.busy()).why(session, false, "key", "rate");
        assertThat(printed())
                .isEqualTo(
                        """
                http.pre-request: key runs ahead of rate. A wish was granted.
                  key -> rate   asked for by rate
                """);
    }

    @Test
    void aNameMayBeItsLastPart() {
        assertThat(new NearestNames(List.of("io.acme.key", "io.acme.log")).resolve("key"))
                .contains("io.acme.key");
        assertThat(new NearestNames(List.of("io.acme.key", "org.acme.key")).resolve("key"))
                .isEmpty();
    }

    @Test
    void whyOfTwoThatNeverMeetSaysSo() {
        commands(FakeRuntime.busy()).why(session, false, "log", "rate");
        assertThat(printed()).isEqualTo("log and rate stand together at no point. Where each stands: hook:plugins\n");
    }

    @Test
    void whyOfAnUnknownNameIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> commands(FakeRuntime.busy()).why(session, false, "kez", "rate"))
                .hasToString("No hook or plugin is named kez. Did you mean key?"
                        + " There is: acme.key, acme.log, acme.rate, key, log, rate.");
    }

    @Test
    void nothingToShowIsASentenceWithTheNextStep() {
        HookCommands commands = commands(FakeRuntime.empty());
        commands.points(session, false);
        commands.chain(session, false);
        commands.stats(session, false);
        commands.refused(session, false);
        assertThat(printed())
                .contains("No hook point is open")
                .contains("No hook stands in any chain")
                .contains("Nothing is refused");
    }

    @Test
    void jsonHasTheKeysInTheOrderOfTheRecord() throws Exception {
        commands(FakeRuntime.busy()).chain(session, true, FakeRuntime.POINT);
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
        HookCommands commands = commands(FakeRuntime.empty());
        commands.points(session, true);
        commands.chain(session, true);
        commands.refused(session, true);
        assertThat(printed()).isEqualTo("[ ]\n[ ]\n[ ]\n");
        printed.reset();
        commands.stats(session, true);
        assertThat(new ObjectMapper().readTree(printed()).get("generation").asInt())
                .isEqualTo(1);
        printed.reset();
        commands(FakeRuntime.busy()).why(session, true, "key", "rate");
        assertThat(new ObjectMapper()
                        .readTree(printed())
                        .at("/0/edges/0/declaredBy")
                        .asText())
                .isEqualTo("rate");
    }

    @Test
    void statsCountsAndNamesRemovalsThatGaveUp() {
        commands(FakeRuntime.busy()).stats(session, false);
        assertThat(printed())
                .contains("calls in flight  2")
                .contains("leases           asymmetric (a test)")
                .contains("chains           1, of them compiled 1; compilations so far 3")
                .containsPattern("key +acme.key@1.0.0 +1234 +0 +2 +840 ns +12 us +1.3 ms +-")
                .containsPattern("log +acme.log@1.0.0 +9 +0 +2 +- +- +- +-")
                .contains("drains           5, of them timed out 1, longest 10000 ms")
                .contains("rate (acme.rate@0.9.0)");
    }

    @Test
    void refusedFoldsTheDetailToTheScreen() {
        new HookCommands(Optional.of(FakeRuntime.busy())).refused(FakeSession.wide(80), false);
        assertThat(printed())
                .isEqualTo(
                        """
                ID  NAME  PLUGIN           REASON         DETAIL
                31  lost  acme.lost@1.0.0  UNKNOWN_POINT  asks for http.before, there is
                                                          http.pre-request
                """);
    }

    private static HookCommands commands(HookRuntime runtime) {
        return new HookCommands(Optional.of(runtime));
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
