package io.hookline.shell.internal.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookline.deploy.CanaryState;
import io.hookline.deploy.CanaryStatus;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.Deployer;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.internal.gogo.CommandShell;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CanaryCommandsTest {

    private final FakeDeployer deployer = new FakeDeployer();
    private final CommandShell shell = shell(deployer);

    @Test
    void aCanarySetsOptions() {
        shell.run("canary", "--set", "mode=x", "rate.jar");
        assertThat(deployer.given.get(0).settings()).containsExactly("mode=x");
    }

    @Test
    void everyCommandSaysThatTheDeployerIsNotThere() {
        CommandShell without = shell(null);
        assertThatThrownBy(() -> without.run("canaries")).hasMessageStartingWith("The deployer is not running");
        assertThatThrownBy(() -> without.run("canary", "a.jar")).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> without.run("pause", "a")).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> without.run("resume", "a")).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> without.run("promote", "a")).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> without.run("abort", "a")).isInstanceOf(CommandException.class);
    }

    @Test
    void aCanaryThatBeginsSaysHowItGoesOn() {
        shell.run("canary", "--weight", "20", "rate.jar");
        assertThat(shell.printed())
                .isEqualTo(
                        """
                  verifying rate.jar
                acme.plugin.rate 1.1.0 runs beside 1.0.0 and takes 20 %.
                watch it    hook:canaries
                promote it  hook:promote acme.plugin.rate
                abort it    hook:abort acme.plugin.rate
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
        shell.run(
                "canary",
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
        shell.run("canary", "--key", "X-User-Tier=beta=1", "rate@1.1.0");
        assertThat(deployer.asked.get(0))
                .contains("keyName=X-User-Tier, keyValue=beta=1")
                .contains("weights=[]")
                .contains("automatic=false");
        shell.run("canary", "--key", "X-User-Tier=beta", "--weight", "5", "rate@1.1.0");
        assertThat(deployer.asked.get(1)).contains("weights=[5, 25, 50, 100]").contains("automatic=true");
    }

    @Test
    void aCanaryThatCannotBeIsRefusedBeforeTheDeployerIsAsked() {
        assertThatThrownBy(() -> shell.run("canary", "--weight", "101", "a.jar"))
                .hasToString("--weight is at most 100 percent, not 101");
        assertThatThrownBy(() -> shell.run("canary", "--weight", "0", "a.jar"))
                .hasToString("--weight is a number, 1 or more, not \"0\"");
        assertThatThrownBy(() -> shell.run("canary", "--steps", "5,x", "a.jar"))
                .hasToString("--steps is a number, 1 or more, not \"x\"");
        assertThatThrownBy(() -> shell.run("canary", "--steps", "50,20", "a.jar"))
                .hasToString(
                        "The canary's options are invalid: weights have to ascend between 1 and 100 percent, unlike [50, 20]");
        assertThatThrownBy(() -> shell.run("canary", "--least", "60", "--longest", "5", "a.jar"))
                .hasToString("The canary's options are invalid: a step cannot take at least 60 s and at most 5 s");
        assertThatThrownBy(() -> shell.run("canary", "--weight", "5", "--steps", "5,10", "a.jar"))
                .hasMessageStartingWith("hook:canary takes --weight or --steps, not both.");
        assertThatThrownBy(() -> shell.run("canary", "--key", "beta", "a.jar"))
                .hasMessageStartingWith(
                        "hook:canary takes --key ATTRIBUTE=VALUE, such as X-User-Tier=beta, not \"beta\".");
        assertThatThrownBy(() -> shell.run("canary")).hasMessageStartingWith("hook:canary needs FILE|URL|");
        assertThatThrownBy(() -> shell.run("canary", "--waight", "5", "a.jar"))
                .hasMessageStartingWith("hook:canary has no option --waight. Did you mean --weight? There is:");
        assertThat(deployer.asked).isEmpty();
    }

    @Test
    void canariesShowsBothReleasesAndTheVerdictBelow() {
        shell.run("canaries");
        assertThat(shell.printed())
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
        shell.wide(80).run("canaries");
        assertThat(shell.printed().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void watchRedrawsUntilNoCanaryRuns() {
        deployer.withCanaries(
                List.of(Snapshots.canary(CanaryState.RUNNING, "20 %", "not decided yet")),
                List.of(Snapshots.canary(CanaryState.PROMOTED, "100 %", "promoted: not worse")));
        AtomicInteger pauses = new AtomicInteger();
        CommandShell watching =
                new CommandShell(new CanariesCommand(new DeployClient(deployer), pauses::incrementAndGet)).high(24);
        watching.run("canaries", "--watch");
        assertThat(pauses).hasValue(1);
        assertThat(watching.printed())
                .contains("rate 1.1.0: not decided yet\n\u001B[5F\u001B[JPLUGIN")
                .endsWith("rate 1.1.0: promoted: not worse\n");
    }

    @Test
    void watchEndsCleanlyAtCtrlC() {
        CommandShell watching = new CommandShell(new CanariesCommand(new DeployClient(deployer), () -> {
            throw new InterruptedException();
        }));
        String printed = watching.run("canaries", "--watch");
        assertThat(printed).startsWith("PLUGIN").doesNotContain("Interrupted").doesNotContain("\u001B[J");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void watchPrintsALineOfJsonForEachChange() {
        List<CanaryStatus> running = List.of(Snapshots.canary(CanaryState.RUNNING, "20 %", "not decided yet"));
        deployer.withCanaries(
                running, running, List.of(Snapshots.canary(CanaryState.PROMOTED, "100 %", "promoted: not worse")));
        CommandShell watching = new CommandShell(new CanariesCommand(new DeployClient(deployer), () -> {}));
        assertThat(watching.run("canaries", "--watch", "-o", "json").lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("[{\"name\":\"acme.plugin.rate\"");
    }

    @Test
    void aCanaryIsWaitedForUntilItsVerdict() {
        CanaryStatus begun = Snapshots.canary(CanaryState.RUNNING, "20 %", "not decided yet");
        CanaryStatus promoted = Snapshots.canary(CanaryState.PROMOTED, "100 %", "promoted: not worse");
        deployer.withCanaries(List.of(begun), List.of(promoted));
        assertThat(waiting(() -> {}).run("canary", "--wait", "rate.jar"))
                .contains("rate 1.1.0, step 1 of ", "rate 1.1.0 is promoted", "promoted: not worse");

        deployer.withCanaries(List.of(Snapshots.canary(CanaryState.ROLLED_BACK, "0 %", "more failures")));
        assertThatThrownBy(() -> waiting(() -> {}).run("canary", "--wait", "rate.jar"))
                .hasMessage("The canary was rolled back: more failures");
        deployer.withCanaries(List.of(Snapshots.canary(CanaryState.PAUSED, "20 %", "undecided after 600 s")));
        assertThatThrownBy(() -> waiting(() -> {}).run("canary", "--wait", "rate.jar"))
                .hasMessageContaining("needs a decision: hook:promote acme.plugin.rate");
    }

    @Test
    void aCanaryThatIsNoLongerWaitedForGoesOn() {
        assertThatThrownBy(() -> waiting(() -> {
                            throw new InterruptedException();
                        })
                        .run("canary", "--wait", "rate.jar"))
                .hasMessageContaining("the canary goes on", "hook:abort acme.plugin.rate");
        assertThatThrownBy(() -> shell.run("canary", "--wait", "--manual", "rate.jar"))
                .hasMessageContaining("takes --wait only where steps follow by themselves");
        assertThatThrownBy(() -> shell.run("canary", "--wait", "--key", "a=b", "rate.jar"))
                .hasMessageContaining("takes --wait only");
    }

    private CommandShell waiting(CanariesCommand.Pause pause) {
        return new CommandShell(new CanaryCommand(new DeployClient(deployer), pause));
    }

    @Test
    void pauseResumeAndAbortShowHowItStandsThen() {
        shell.run("pause", "rate");
        shell.run("resume", "rate");
        shell.run("abort", "acme.plugin.rate");
        assertThat(deployer.asked)
                .containsExactly("pause acme.plugin.rate", "resume acme.plugin.rate", "abort acme.plugin.rate");
        assertThat(shell.printed())
                .contains("PAUSED", "rate 1.1.0: paused by hand")
                .contains("RUNNING", "rate 1.1.0: resumed by hand")
                .contains("  stopping acme.plugin.rate\n")
                .contains("ROLLED_BACK", "rate 1.1.0: ended by hand");
    }

    @Test
    void promoteTellsOfTheStepsAndWhatRunsThen() {
        shell.run("promote", "rate");
        assertThat(shell.printed()).startsWith("  publishing\nrunning   acme.plugin.rate 1.1.0\\u001B[2J\n");
    }

    @Test
    void everyCommandSpeaksJsonAndNothingElse() throws Exception {
        shell.run("canaries", "--json");
        assertThat(json().at("/2/takes").asText()).isEqualTo("calls with X-User-Tier=beta\u001B[2J");
        shell.reset();
        shell.run("canary", "a.jar", "--json");
        assertThat(json().get("candidate").asText()).isEqualTo("1.1.0");
        shell.reset();
        shell.run("pause", "rate", "--json");
        assertThat(json().get("state").asText()).isEqualTo("PAUSED");
        shell.reset();
        shell.run("resume", "rate", "--json");
        assertThat(json().get("verdict").asText()).isEqualTo("resumed by hand");
        shell.reset();
        shell.run("promote", "--json", "rate");
        assertThat(json().get("generation").asInt()).isEqualTo(11);
        shell.reset();
        shell.run("abort", "--json", "rate");
        assertThat(json().get("state").asText()).isEqualTo("ROLLED_BACK");
    }

    @Test
    void aPluginTooFewOrTooManyIsRefusedWithTheUsage() {
        assertThatThrownBy(() -> shell.run("pause"))
                .hasToString("hook:pause needs PLUGIN. Usage: hook:pause [OPTION…] PLUGIN; more: hook:pause --help");
        assertThatThrownBy(() -> shell.run("abort", "a", "b"))
                .hasMessageStartingWith("hook:abort takes only PLUGIN, so not \"b\".");
        assertThatThrownBy(() -> shell.run("promote", "nope"))
                .hasMessageStartingWith("No plugin is named nope. There is: acme.plugin.key");
    }

    @Test
    void whatIsRefusedIsToldWithItsCode() {
        deployer.failing(new DeployRefusedException(DeployRefusal.UNKNOWN, "there is no canary of it"));
        assertThatThrownBy(() -> shell.run("resume", "rate"))
                .hasToString("Refused (UNKNOWN): there is no canary of it");
    }

    @Test
    void noCanaryIsASentenceWithTheNextStep() {
        assertThat(shell(FakeDeployer.empty()).run("canaries"))
                .isEqualTo("No canary runs. Begin one: hook:canary FILE\n");
    }

    private JsonNode json() throws Exception {
        return new ObjectMapper().readTree(shell.printed());
    }

    private static CommandShell shell(@Nullable Deployer deployer) {
        DeployClient client = new DeployClient(deployer);
        return new CommandShell(
                new CanaryCommand(client),
                new CanariesCommand(client),
                new PauseCommand(client),
                new ResumeCommand(client),
                new PromoteCommand(client),
                new AbortCommand(client));
    }
}
