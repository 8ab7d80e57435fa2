package io.hookline.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CanaryCommandsTest {

    private final CommandSession session = FakeSession.wide(120);
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final FakeDeployer deployer = new FakeDeployer();
    private final CanaryCommands commands = new CanaryCommands(Optional.of(deployer));
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
    void everyCommandSaysThatTheDeployerIsNotThere() {
        CanaryCommands without = new CanaryCommands(Optional.empty());
        assertThatThrownBy(() -> without.canaries(session)).hasMessageStartingWith("The deployer is not running");
        assertThatThrownBy(() -> without.canary(session, "a.jar")).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> without.pause(session, "a")).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> without.resume(session, "a")).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> without.promote(session, "a")).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> without.abort(session, "a")).isInstanceOf(CommandException.class);
    }

    @Test
    void aCanaryThatBeginsSaysHowItGoesOn() {
        commands.canary(session, "--weight", "20", "rate.jar");
        assertThat(printed())
                .isEqualTo(
                        """
                  verifying rate.jar
                acme.plugin.rate 1.1.0 runs beside 1.0.0 and takes 20 %.
                watch it    hook:canaries
                take over   hook:promote acme.plugin.rate
                take out    hook:abort acme.plugin.rate
                """);
        assertThat(deployer.asked.get(0))
                .startsWith("canary rate.jar ")
                .contains("weights=[20, 25, 50, 100]")
                .contains("leastStep=PT10S", "longestStep=PT10M")
                .contains("keyName=null", "stickyBy=null", "automatic=true")
                .endsWith("downgrade false waived []");
    }

    @Test
    void optionsReachTheDeployer() {
        commands.canary(
                session,
                "rate",
                "1.1.0",
                "--steps",
                "1, 10,100",
                "--sticky=X-User",
                "--least=0",
                "--longest",
                "60",
                "--manual",
                "--downgrade",
                "--waive=rate");
        assertThat(deployer.asked.get(0))
                .startsWith("canary acme.plugin.rate@1.1.0 ")
                .contains("weights=[1, 10, 100]", "leastStep=PT0S", "longestStep=PT1M")
                .contains("stickyBy=X-User", "automatic=false")
                .endsWith("downgrade true waived [acme.plugin.rate]");
    }

    @Test
    void aKeyAloneTakesNoOtherCallsAndGoesOnByHand() {
        commands.canary(session, "--key", "X-User-Tier=beta=1", "rate@1.1.0");
        assertThat(deployer.asked.get(0))
                .contains("keyName=X-User-Tier, keyValue=beta=1")
                .contains("weights=[]")
                .contains("automatic=false");
        commands.canary(session, "--key", "X-User-Tier=beta", "--weight", "5", "rate@1.1.0");
        assertThat(deployer.asked.get(1)).contains("weights=[5, 25, 50, 100]").contains("automatic=true");
    }

    @Test
    void aCanaryThatCannotBeIsRefusedBeforeTheDeployerIsAsked() {
        assertThatThrownBy(() -> commands.canary(session, "--weight", "101", "a.jar"))
                .hasToString("--weight is at most 100 percent, not 101");
        assertThatThrownBy(() -> commands.canary(session, "--weight", "0", "a.jar"))
                .hasToString("--weight is a number, 1 or more, not \"0\"");
        assertThatThrownBy(() -> commands.canary(session, "--steps", "5,x", "a.jar"))
                .hasToString("--steps is a number, 1 or more, not \"x\"");
        assertThatThrownBy(() -> commands.canary(session, "--steps", "50,20", "a.jar"))
                .hasToString(
                        "Such a canary cannot be: weights have to ascend between 1 and 100 percent, unlike [50, 20]");
        assertThatThrownBy(() -> commands.canary(session, "--least", "60", "--longest", "5", "a.jar"))
                .hasToString("Such a canary cannot be: a step cannot take at least 60 s and at most 5 s");
        assertThatThrownBy(() -> commands.canary(session, "--weight", "5", "--steps", "5,10", "a.jar"))
                .hasMessageStartingWith("hook:canary takes --weight or --steps, not both.");
        assertThatThrownBy(() -> commands.canary(session, "--key", "beta", "a.jar"))
                .hasMessageStartingWith(
                        "hook:canary takes --key ATTRIBUTE=VALUE, such as X-User-Tier=beta, not \"beta\".");
        assertThatThrownBy(() -> commands.canary(session)).hasMessageStartingWith("hook:canary needs FILE|URL|");
        assertThatThrownBy(() -> commands.canary(session, "--waight", "5", "a.jar"))
                .hasMessageStartingWith("hook:canary has no option --waight: it has --json, --weight,");
        assertThat(deployer.asked).isEmpty();
    }

    @Test
    void canariesShowsBothReleasesAndTheVerdictBelow() {
        commands.canaries(session);
        assertThat(printed())
                .isEqualTo(
                        """
                PLUGIN            VERSION  ROLE       STATE        STEP  CALLS  FAILED  TAKES
                acme.plugin.rate  1.1.0    candidate  ROLLED_BACK  1/3      46       1  none
                                  1.0.0    stable                          139       0  all calls
                acme.plugin.rate  1.1.0    candidate  PROMOTED     1/3      46       1  all calls
                                  1.0.0    stable                          139       0  none
                acme.plugin.key   2.0.0    candidate  RUNNING      -        46       0  calls with X-User-Tier=beta\\u001B[2J
                                  1.0.0    stable                          139       0  the others

                rate 1.1.0: ended by hand
                rate 1.1.0: promoted by hand
                key 2.0.0: not decided yet: failure rate 0 % (between 0 % and 10.7 %) against 0 % of the stable release (between 0 % and
                  3.9 %) after 46 and 139 calls
                """);
    }

    @Test
    void canariesFitsANarrowScreen() {
        commands.canaries(FakeSession.wide(80));
        assertThat(printed().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void pauseResumeAndAbortShowHowItStandsThen() {
        commands.pause(session, "rate");
        commands.resume(session, "rate");
        commands.abort(session, "acme.plugin.rate");
        assertThat(deployer.asked)
                .containsExactly("pause acme.plugin.rate", "resume acme.plugin.rate", "abort acme.plugin.rate");
        assertThat(printed())
                .contains("PAUSED", "rate 1.1.0: paused by hand")
                .contains("RUNNING", "rate 1.1.0: resumed by hand")
                .contains("  stopping acme.plugin.rate\n")
                .contains("ROLLED_BACK", "rate 1.1.0: ended by hand");
    }

    @Test
    void promoteTellsOfTheStepsAndWhatRunsThen() {
        commands.promote(session, "rate");
        assertThat(printed()).startsWith("  publishing\nrunning   acme.plugin.rate 1.1.0\\u001B[2J\n");
    }

    @Test
    void everyCommandSpeaksJsonAndNothingElse() throws Exception {
        commands.canaries(session, "--json");
        assertThat(json().at("/2/takes").asText()).isEqualTo("calls with X-User-Tier=beta\u001B[2J");
        printed.reset();
        commands.canary(session, "a.jar", "--json");
        assertThat(json().get("candidate").asText()).isEqualTo("1.1.0");
        printed.reset();
        commands.pause(session, "rate", "--json");
        assertThat(json().get("state").asText()).isEqualTo("PAUSED");
        printed.reset();
        commands.resume(session, "rate", "--json");
        assertThat(json().get("verdict").asText()).isEqualTo("resumed by hand");
        printed.reset();
        commands.promote(session, "--json", "rate");
        assertThat(json().get("generation").asInt()).isEqualTo(11);
        printed.reset();
        commands.abort(session, "--json", "rate");
        assertThat(json().get("state").asText()).isEqualTo("ROLLED_BACK");
    }

    @Test
    void aPluginTooFewOrTooManyIsRefusedWithTheUsage() {
        assertThatThrownBy(() -> commands.pause(session))
                .hasToString("hook:pause needs PLUGIN. Usage: hook:pause [OPTION…] PLUGIN; more: help hook:pause");
        assertThatThrownBy(() -> commands.abort(session, "a", "b"))
                .hasMessageStartingWith("hook:abort takes only PLUGIN, so not \"b\".");
        assertThatThrownBy(() -> commands.promote(session, "nope"))
                .hasMessageStartingWith("No plugin is named nope. There is: acme.plugin.key");
    }

    @Test
    void whatIsRefusedIsToldWithItsCode() {
        deployer.failing(new DeployRefusedException(DeployRefusal.UNKNOWN, "there is no canary of it"));
        assertThatThrownBy(() -> commands.resume(session, "rate"))
                .hasToString("Refused (UNKNOWN): there is no canary of it");
    }

    @Test
    void noCanaryIsASentenceWithTheNextStep() {
        new CanaryCommands(Optional.of(FakeDeployer.empty())).canaries(session);
        assertThat(printed()).isEqualTo("No canary runs. Begin one: hook:canary FILE\n");
    }

    private JsonNode json() throws Exception {
        return new ObjectMapper().readTree(printed());
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
