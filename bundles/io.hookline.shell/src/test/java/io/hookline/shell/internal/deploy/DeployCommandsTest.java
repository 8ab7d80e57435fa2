package io.hookline.shell.internal.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.Deployer;
import io.hookline.deploy.ReleaseState;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.internal.gogo.CapturedLog;
import io.hookline.shell.internal.gogo.CommandShell;
import io.hookline.shell.internal.table.CommandRun;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DeployCommandsTest {

    private final FakeDeployer deployer = new FakeDeployer();
    private final CommandShell shell = shell(deployer);

    @Test
    void everyCommandSaysThatTheDeployerIsNotThere() {
        CommandShell without = shell(null);
        assertThatThrownBy(() -> without.run("status"))
                .hasToString("The deployer is not running, so nothing can be deployed. Why: scr:info"
                        + " io.hookline.deploy.internal.component.DeployService, and log/hookline.log");
        assertThatThrownBy(() -> without.run("plan", "a.jar")).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> without.run("deploy", "a.jar")).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> without.run("swap", "a.jar")).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> without.run("remove", "key")).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> without.run("rollback")).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> without.run("history", "--json")).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> without.run("quarantine")).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> without.run("parole", "a", "1")).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> without.run("leaks")).isInstanceOf(CommandException.class);
    }

    @Test
    void deployTellsOfEachStepThenWhatRuns() {
        shell.run("deploy", "rate.jar");
        assertThat(shell.printed())
                .isEqualTo(
                        """
                  verifying rate.jar
                  publishing\\u001B[2J
                running   acme.plugin.rate 1.1.0\\u001B[2J
                removed   acme.plugin.rate 1.0.0, after 10000 ms for calls in flight; 2 of them did not end in time and still run
                set       7, generation 11
                note      state was\\nnot taken over
                """);
    }

    @Test
    void deployAsJsonPrintsNothingElse() throws Exception {
        shell.run("deploy", "rate.jar", "--json");
        assertThat(shell.printed()).doesNotContain("verifying").doesNotContain("\u001B");
        JsonNode tree = json();
        assertThat(tree.get("set").asInt()).isEqualTo(7);
        assertThat(tree.get("callsLeft").asInt()).isEqualTo(2);
        assertThat(tree.at("/joined/0").asText()).isEqualTo("acme.plugin.rate 1.1.0\u001B[2J");
    }

    @Test
    void theReasonReachesTheDeployer() {
        shell.run("remove", "key", "--reason", "JIRA-1: not used");
        assertThat(deployer.asked).contains("because JIRA-1: not used", "remove [acme.plugin.key] ripple false");
        assertThatThrownBy(() -> shell.run("remove", "key", "--reason=" + "x".repeat(1_001)))
                .hasMessageContaining("takes --reason with at most 1000 characters");
        assertThatThrownBy(() -> shell.run("status", "--reason=x")).hasMessageContaining("has no option --reason");
    }

    @Test
    void optionsReachTheDeployer() {
        shell.run(
                "deploy",
                "--downgrade",
                "--force",
                "--waive",
                "rate, acme.new",
                "--ready",
                "5",
                "a.jar",
                "http://h/b.jar");
        assertThat(deployer.asked.get(0))
                .startsWith("deploy [a.jar, http://h/b.jar] ")
                .contains("allowDowngrade=true")
                .contains("allowRipple=true")
                .contains("replacing=false")
                .contains("readyTimeout=PT5S")
                .containsPattern("waived=\\[(acme.plugin.rate, acme.new|acme.new, acme.plugin.rate)]");
        shell.run("swap", "a.jar");
        assertThat(deployer.asked.get(1))
                .contains("replacing=true")
                .contains("allowDowngrade=false")
                .contains("allowRipple=false")
                .contains("readyTimeout=null");
    }

    @Test
    void settingsAndTheConfigurationThatComesBackReachTheDeployer() {
        shell.run("deploy", "--set", "token=swordfish", "--set", "p:mode=a,b", "a.jar");
        assertThat(deployer.asked.get(0))
                .contains("settings=[token, p:mode]")
                .contains("withConfiguration=false")
                .doesNotContain("swordfish");
        shell.run("plan", "--set", "mode=x", "--with-config", "a.jar");
        assertThat(deployer.asked.get(1)).contains("settings=[mode]").contains("withConfiguration=true");
        shell.run("rollback", "--with-config", "--plan");
        assertThat(deployer.asked.get(2)).contains("settings=[]").contains("withConfiguration=true");
    }

    @Test
    void tabOffersTheReleasesOfAllSetsThatAreKept() {
        assertThat(new DeployClient(deployer).completingReleases().values())
                .contains("acme.plugin.rate@1.0.0", "acme.plugin.rate@1.1.0", "acme.plugin.key@1.0.0");
    }

    @Test
    void aStartSetsOptions() {
        shell.run("start", "--set", "mode=y", "key");
        assertThat(deployer.given.get(0).settings()).containsExactly("mode=y");
    }

    @Test
    void aReleaseOfTheStoreIsCalledByTheLastPartOfItsName() {
        shell.run("deploy", "rate@1.0.0", "acme.gone@2.0.0");
        assertThat(deployer.asked.get(0)).startsWith("deploy [acme.plugin.rate@1.0.0, acme.gone@2.0.0] ");
    }

    @Test
    void aRelativeFileIsLookedForWhereTheShellIs() {
        Path here = Path.of("/srv/jars");
        shell.in(here).run("deploy", "../rate.jar", "a@1.jar", "file:rate.jar", "/tmp/x.jar");
        assertThat(deployer.asked.get(0))
                .startsWith("deploy [" + Path.of("/srv/rate.jar") + ", " + here.resolve("a@1.jar") + ", file:rate.jar, "
                        + Path.of("/tmp/x.jar") + "] ");
    }

    @Test
    void planShowsTheGateTheChainsTheRadiusAndTheRefusals() {
        shell.run("plan", "rate.jar");
        assertThat(shell.printed())
                .isEqualTo(
                        """
                acme.plugin.rate 1.1.0, replaces 1.0.0
                  content  3117c4eca598, 386 KiB, not signed by a trusted key
                  gate     version 1.1.0 lies\\u001B[2J
                           package acme.rate: method removed
                  resolve  does not resolve
                           acme.clock [2,3) is not offered

                Removed: acme.plugin.old 1.0.0

                http.pre-request
                  -    rate@1.0.0
                    1  key@1.0.0   (was 2)
                  + 2  rate@1.1.0
                  !    required acme.audit is missing

                http.late, not open: its hooks wait
                  -    old@1.0.0
                       (empty)

                Blast radius: 2 chains; 3 calls in flight; 1 other bundle would restart: acme.user 1.0.0
                Note: acme.plugin.key is waived
                This plan would be refused:
                  VERSION_LIES: build it as 2.0.0\\n
                    a method was removed
                """);
    }

    @Test
    void aReasonIsPrintedOnce() {
        String reason = "component acme.Rate failed to start: no clock";
        deployer.failing(new DeployRefusedException(
                DeployRefusal.NOT_READY,
                "acme.plugin.rate 1.1.0 did not become ready: " + reason,
                List.of(reason, "component acme.Key waits for its configuration", reason)));
        assertThatThrownBy(() -> shell.run("deploy", "rate.jar"))
                .hasToString(
                        """
                Refused (NOT_READY): acme.plugin.rate 1.1.0 did not become ready: component acme.Rate failed to start: no clock
                  component acme.Key waits for its configuration""");
    }

    @Test
    void planFoldsToTheScreen() {
        shell.wide(40).run("plan", "rate.jar");
        assertThat(shell.printed().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(40));
    }

    @Test
    void planAsJsonHasTheRefusals() throws Exception {
        shell.run("plan", "--json", "rate.jar");
        assertThat(json().at("/refusals/0/kind").asText()).isEqualTo("VERSION_LIES");
        assertThat(json().at("/chains/0/inFlight").asInt()).isEqualTo(3);
        assertThatThrownBy(() -> shell.run("plan", "--check", "rate.jar"))
                .hasMessageStartingWith("The plan would be refused: ");
    }

    @Test
    void stopAndStartTakeTheLastPartsOfNames() throws Exception {
        shell.run("stop", "rate", "--force");
        assertThat(shell.printed())
                .isEqualTo(
                        """
                  stopping acme.plugin.rate
                stopped   acme.plugin.rate 1.0.0, after 40 ms for calls in flight
                set       8, generation 12
                """);
        shell.run("start", "--json", "--ready", "5", "rate");
        assertThat(deployer.asked)
                .containsExactly("stop [acme.plugin.rate] ripple true", "start [acme.plugin.rate] ready PT5S");
        assertThatThrownBy(() -> shell.run("stop")).isInstanceOf(CommandException.class);
    }

    @Test
    void removeTakesTheLastPartsOfNames() throws Exception {
        shell.run("remove", "rate", "acme.plugin.key");
        assertThat(deployer.asked).containsExactly("remove [acme.plugin.rate, acme.plugin.key] ripple false");
        assertThat(shell.printed())
                .isEqualTo(
                        """
                  stopping acme.plugin.rate
                removed   acme.plugin.rate 1.0.0, after 40 ms for calls in flight
                set       8, generation 12
                """);
        shell.reset();
        shell.run("remove", "--json", "--force", "key");
        assertThat(json().at("/left/0").asText()).isEqualTo("acme.plugin.key 1.0.0");
        assertThat(deployer.asked).last().isEqualTo("remove [acme.plugin.key] ripple true");
    }

    @Test
    void anUnknownOrAmbiguousNameIsAnsweredWithAHint() {
        assertThatThrownBy(() -> shell.run("remove", "rote"))
                .hasToString("No plugin is named rote. There is: acme.plugin.key, acme.plugin.rate.");
        deployer.with(
                Snapshots.release("io.acme.rate", "1.0.0", ReleaseState.RUNNING, null, ""),
                Snapshots.release("org.acme.rate", "1.0.0", ReleaseState.RUNNING, null, ""));
        assertThatThrownBy(() -> shell.run("remove", "rate"))
                .hasToString("rate may be more than one plugin. Say which: io.acme.rate, org.acme.rate.");
        assertThatThrownBy(() -> shell.run("deploy", "rate@1.0.0")).hasMessageContaining("Say which:");
        assertThat(deployer.asked).isEmpty();
    }

    @Test
    void rollbackGoesToTheSetOrToTheOneBefore() throws Exception {
        shell.run("rollback");
        shell.run("rollback", "3", "--force");
        assertThat(deployer.asked).containsExactly("rollback 0 ripple false", "rollback 3 ripple true");
        assertThat(shell.printed())
                .startsWith(
                        """
                Nothing runs differently.
                set       9, generation 0
                """);
        shell.reset();
        shell.run("rollback", "--json");
        assertThat(json().get("set").asInt()).isEqualTo(9);
        assertThatThrownBy(() -> shell.run("rollback", "--to", "x"))
                .hasToString("--to is a number, 1 or more, not \"x\"");
        assertThatThrownBy(() -> shell.run("rollback", "3", "--to", "2"))
                .hasMessageStartingWith("hook:rollback takes SET or --to, not both.");
        assertThatThrownBy(() -> shell.run("rollback", "-1")).hasToString("SET is a number, 1 or more, not \"-1\"");
    }

    @Test
    void rollbackOfAPluginLeavesTheOthers() {
        shell.run("rollback", "rate");
        shell.run("rollback", "rate", "--to", "2", "--force");
        shell.run("rollback", "--to", "2");
        assertThat(deployer.asked)
                .containsExactly(
                        "rollback [acme.plugin.rate] to 0 ripple false",
                        "rollback [acme.plugin.rate] to 2 ripple true",
                        "rollback 2 ripple false");
        assertThatThrownBy(() -> shell.run("rollback", "nope")).hasMessageStartingWith("No plugin is named nope.");
    }

    @Test
    void rollbackFindsAPluginThatOnlyTheHistoryKnows() {
        deployer.with();
        shell.run("rollback", "key");
        assertThat(deployer.asked).containsExactly("rollback [acme.plugin.key] to 0 ripple false");
    }

    @Test
    void rollbackWithPlanChangesNothing() {
        shell.run("rollback", "rate", "--plan");
        shell.run("rollback", "--to", "2", "--plan");
        assertThat(deployer.asked).hasSize(2);
        assertThat(deployer.asked.get(0)).startsWith("plan [acme.plugin.rate] ");
        assertThat(deployer.asked.get(1)).startsWith("plan [] of set 2 ");
        assertThat(shell.printed()).contains("acme.plugin.rate 1.1.0, replaces 1.0.0");
    }

    @Test
    void quarantineForbidsWithAReasonAndListsWhatIsForbidden() throws Exception {
        shell.run("quarantine", "rate", "1.1.0", "it", "loses", "calls");
        shell.run("quarantine", "rate@1.1.0", "why", "--", "--not");
        assertThat(deployer.asked)
                .containsExactly(
                        "quarantine acme.plugin.rate 1.1.0: it loses calls",
                        "quarantine acme.plugin.rate 1.1.0: why --not");
        assertThat(shell.printed()).contains("acme.plugin.rate  1.1.0    3117c4eca598");
        shell.reset();
        shell.run("quarantine", "--json");
        assertThat(json().at("/0/reason").asText()).isEqualTo("failed as a canary\n");
        assertThatThrownBy(() -> shell.run("quarantine", "rate"))
                .hasMessageStartingWith("hook:quarantine needs a version of rate.");
        assertThatThrownBy(() -> shell.run("quarantine", "rate", "1.1.0"))
                .hasMessageStartingWith("hook:quarantine needs a reason.");
    }

    @Test
    void paroleNamesWhatMayRunAgain() throws Exception {
        shell.run("parole", "rate", "1.1.0");
        assertThat(deployer.asked).containsExactly("parole acme.plugin.rate 1.1.0");
        assertThat(shell.printed())
                .isEqualTo("acme.plugin.rate 1.1.0 may run again. Start it: hook:deploy acme.plugin.rate@1.1.0\n");
        shell.reset();
        shell.run("parole", "--json", "rate@1.1.0");
        assertThat(json().get("paroled").asText()).isEqualTo("acme.plugin.rate 1.1.0");
        assertThatThrownBy(() -> shell.run("parole", "rate")).isInstanceOf(CommandException.class);
    }

    @Test
    void leaksSearchesTheHeapForARelease() throws Exception {
        shell.run("leaks", "--heap", "rate", "1.0.0");
        assertThat(deployer.asked).containsExactly("heap path of acme.plugin.rate 1.0.0");
        assertThat(shell.printed())
                .isEqualTo(
                        """
                thread pool-1\\u001B[2J
                  holds acme.Rate
                """);
        shell.reset();
        shell.run("leaks", "--heap", "--json", "rate@1.0.0");
        assertThat(json().get("path").asText()).startsWith("thread pool-1");
        assertThatThrownBy(() -> shell.run("leaks", "--heap"))
                .hasMessageStartingWith("hook:leaks needs PLUGIN VERSION with --heap.");
        assertThatThrownBy(() -> shell.run("leaks", "rate", "1.0.0"))
                .hasMessageStartingWith("hook:leaks takes PLUGIN VERSION only with --heap.");
    }

    @Test
    void listsAreThereAsJson() throws Exception {
        shell.run("status", "--json");
        assertThat(json()).hasSize(6);
        assertThat(json().at("/3/why").asText()).isEqualTo("calls do\u001B[2J not end");
        shell.reset();
        shell.run("history", "--json");
        assertThat(json().at("/1/waivers/0").asText()).isEqualTo("waived: it lies");
        assertThat(json().at("/0/at").asText()).isEqualTo("2026-11-22T11:59:00Z");
        shell.reset();
        shell.run("leaks", "--json");
        assertThat(json().at("/2/state").asText()).isEqualTo("HELD");
    }

    @Test
    void whatIsRefusedIsToldWithItsCodeAndDetails() {
        deployer.failing(FakeDeployer.refusal());
        assertThatThrownBy(() -> shell.run("deploy", "a.jar"))
                .isInstanceOf(CommandException.class)
                .hasToString(
                        """
                Refused (UNRESOLVED): acme.rate 1.1.0 does not resolve\\u001B[2J
                  it requires package acme.clock\\nversion [2,3)
                  offered is 1.4.0""");
        assertThatThrownBy(() -> shell.run("parole", "rate", "1.1.0")).hasMessageStartingWith("Refused (UNRESOLVED)");
    }

    @Test
    void anInterruptIsToldAsOne() {
        deployer.failing(new InterruptedException());
        assertThatThrownBy(() -> shell.run("deploy", "a.jar"))
                .hasToString("Interrupted; what was published already stays: hook:status");
    }

    @Test
    void anUnexpectedFailureIsOneLineAndLogged() {
        assertThat(CapturedLog.of(CommandRun.class, () -> {
                    for (Throwable failure : new Throwable[] {
                        new IllegalStateException("bad\n\u001B[2J"),
                        new NoClassDefFoundError("acme/X"),
                        new StackOverflowError()
                    }) {
                        deployer.failing(failure);
                        assertThatThrownBy(() -> shell.run("deploy", "a.jar"))
                                .isInstanceOf(CommandException.class)
                                .hasMessageStartingWith("The command failed unexpectedly: ")
                                .hasMessageEndingWith(". More: log/hookline.log; what runs: hook:status")
                                .satisfies(told -> assertThat(told.getMessage()).doesNotContain("\n", "\u001B"));
                    }
                }))
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).contains("the command hook:deploy has failed"));
    }

    @Test
    void nothingToShowIsASentenceWithTheNextStep() {
        CommandShell empty = shell(FakeDeployer.empty());
        empty.run("status");
        empty.run("history");
        empty.run("quarantine");
        empty.run("leaks");
        assertThat(empty.printed())
                .isEqualTo(
                        """
                No plugin runs, and none has run since the start. Deploy one: hook:deploy FILE
                No desired set has been written yet.
                Nothing is in quarantine.
                No release has been removed since the start.
                """);
    }

    private JsonNode json() throws Exception {
        return new ObjectMapper().readTree(shell.printed());
    }

    private static CommandShell shell(@Nullable Deployer deployer) {
        DeployClient client = new DeployClient(deployer);
        return new CommandShell(
                new PlanCommand(client),
                new DeployCommand(client),
                new SwapCommand(client),
                new RemoveCommand(client),
                new StopCommand(client),
                new StartCommand(client),
                new RollbackCommand(client),
                new HistoryCommand(client),
                new StatusCommand(client),
                new QuarantineCommand(client),
                new ParoleCommand(client),
                new LeaksCommand(client));
    }
}
