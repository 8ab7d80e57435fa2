package io.hookline.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookline.deploy.ReleaseState;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DeployCommandsTest {

    private final CommandSession session = FakeSession.wide(120);
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final FakeDeployer deployer = new FakeDeployer();
    private final DeployCommands commands = new DeployCommands(Optional.of(deployer));
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
        DeployCommands without = new DeployCommands(Optional.empty());
        assertThatThrownBy(() -> without.status(session))
                .hasToString("The deployer is not running, so nothing can be deployed. Why: scr:info"
                        + " io.hookline.deploy.internal.component.DeployService, and log/hookline.log");
        assertThatThrownBy(() -> without.plan(session, "a.jar")).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> without.deploy(session, "a.jar")).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> without.swap(session, "a.jar")).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> without.remove(session, "key")).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> without.rollback(session)).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> without.history(session, "--json")).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> without.quarantine(session)).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> without.parole(session, "a", "1")).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> without.leaks(session)).isInstanceOf(CommandException.class);
    }

    @Test
    void deployTellsOfEachStepThenWhatRuns() {
        commands.deploy(session, "rate.jar");
        assertThat(printed())
                .isEqualTo(
                        """
                  verifying rate.jar
                  publishing\\u001B[2J
                running   acme.plugin.rate 1.1.0\\u001B[2J
                removed   acme.plugin.rate 1.0.0, after 10000 ms for calls in flight; 2 of them did not end in time and pass it over
                set       7, generation 11
                note      state was\\nnot taken over
                """);
    }

    @Test
    void deployAsJsonPrintsNothingElse() throws Exception {
        commands.deploy(session, "rate.jar", "--json");
        assertThat(printed()).doesNotContain("verifying").doesNotContain("\u001B");
        JsonNode tree = json();
        assertThat(tree.get("set").asInt()).isEqualTo(7);
        assertThat(tree.get("callsLeft").asInt()).isEqualTo(2);
        assertThat(tree.at("/joined/0").asText()).isEqualTo("acme.plugin.rate 1.1.0\u001B[2J");
    }

    @Test
    void optionsReachTheDeployer() {
        commands.deploy(
                session,
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
        commands.swap(session, "a.jar");
        assertThat(deployer.asked.get(1))
                .contains("replacing=true")
                .contains("allowDowngrade=false")
                .contains("allowRipple=false")
                .contains("readyTimeout=null");
    }

    @Test
    void aReleaseOfTheStoreIsCalledByTheLastPartOfItsName() {
        commands.deploy(session, "rate@1.0.0", "acme.gone@2.0.0");
        assertThat(deployer.asked.get(0)).startsWith("deploy [acme.plugin.rate@1.0.0, acme.gone@2.0.0] ");
    }

    @Test
    void aRelativeFileIsLookedForWhereTheShellIs() {
        Path here = Path.of("/srv/jars");
        commands.deploy(FakeSession.in(here), "../rate.jar", "a@1.jar", "file:rate.jar", "/tmp/x.jar");
        assertThat(deployer.asked.get(0))
                .startsWith("deploy [" + Path.of("/srv/rate.jar") + ", " + here.resolve("a@1.jar") + ", file:rate.jar, "
                        + Path.of("/tmp/x.jar") + "] ");
    }

    @Test
    void planShowsTheGateTheChainsTheRadiusAndTheRefusals() {
        commands.plan(session, "rate.jar");
        assertThat(printed())
                .isEqualTo(
                        """
                acme.plugin.rate 1.1.0 in the place of 1.0.0
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

                http.late, not open: its hooks wait for it
                  -    old@1.0.0
                       (empty)

                Blast radius: 2 chains; 3 calls in flight; 1 other bundle would restart: acme.user 1.0.0
                Note: acme.plugin.key is waived
                It would be refused:
                  VERSION_LIES: build it as 2.0.0\\n
                    a method was removed
                """);
    }

    @Test
    void planFoldsToTheScreen() {
        commands.plan(FakeSession.wide(40), "rate.jar");
        assertThat(printed().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(40));
    }

    @Test
    void planAsJsonHasTheRefusals() throws Exception {
        commands.plan(session, "--json", "rate.jar");
        assertThat(json().at("/refusals/0/kind").asText()).isEqualTo("VERSION_LIES");
        assertThat(json().at("/chains/0/inFlight").asInt()).isEqualTo(3);
    }

    @Test
    void stopAndStartTakeTheLastPartsOfNames() throws Exception {
        commands.stop(session, "rate", "--force");
        assertThat(printed())
                .isEqualTo(
                        """
                  stopping acme.plugin.rate
                stopped   acme.plugin.rate 1.0.0, after 40 ms for calls in flight
                set       8, generation 12
                """);
        commands.start(session, "--json", "--ready", "5", "rate");
        assertThat(deployer.asked)
                .containsExactly("stop [acme.plugin.rate] ripple true", "start [acme.plugin.rate] ready PT5S");
        assertThatThrownBy(() -> commands.stop(session)).isInstanceOf(CommandException.class);
    }

    @Test
    void removeTakesTheLastPartsOfNames() throws Exception {
        commands.remove(session, "rate", "acme.plugin.key");
        assertThat(deployer.asked).containsExactly("remove [acme.plugin.rate, acme.plugin.key] ripple false");
        assertThat(printed())
                .isEqualTo(
                        """
                  stopping acme.plugin.rate
                removed   acme.plugin.rate 1.0.0, after 40 ms for calls in flight
                set       8, generation 12
                """);
        printed.reset();
        commands.remove(session, "--json", "--force", "key");
        assertThat(json().at("/left/0").asText()).isEqualTo("acme.plugin.key 1.0.0");
        assertThat(deployer.asked).last().isEqualTo("remove [acme.plugin.key] ripple true");
    }

    @Test
    void anUnknownOrAmbiguousNameIsAnsweredWithAHint() {
        assertThatThrownBy(() -> commands.remove(session, "rote"))
                .hasToString("No plugin is named rote. There is: acme.plugin.key, acme.plugin.rate.");
        deployer.with(
                Snapshots.release("io.acme.rate", "1.0.0", ReleaseState.RUNNING, null, ""),
                Snapshots.release("org.acme.rate", "1.0.0", ReleaseState.RUNNING, null, ""));
        assertThatThrownBy(() -> commands.remove(session, "rate"))
                .hasToString("rate may be more than one plugin. Say which: io.acme.rate, org.acme.rate.");
        assertThatThrownBy(() -> commands.deploy(session, "rate@1.0.0")).hasMessageContaining("Say which:");
        assertThat(deployer.asked).isEmpty();
    }

    @Test
    void rollbackGoesToTheSetOrToTheOneBefore() throws Exception {
        commands.rollback(session);
        commands.rollback(session, "3", "--force");
        assertThat(deployer.asked).containsExactly("rollback 0 ripple false", "rollback 3 ripple true");
        assertThat(printed())
                .startsWith(
                        """
                Nothing runs differently.
                set       9, generation 0
                """);
        printed.reset();
        commands.rollback(session, "--json");
        assertThat(json().get("set").asInt()).isEqualTo(9);
        assertThatThrownBy(() -> commands.rollback(session, "x")).hasToString("SET is a number, 1 or more, not \"x\"");
        assertThatThrownBy(() -> commands.rollback(session, "-1"))
                .hasToString("SET is a number, 1 or more, not \"-1\"");
    }

    @Test
    void quarantineForbidsWithAReasonAndListsWhatIsForbidden() throws Exception {
        commands.quarantine(session, "rate", "1.1.0", "it", "loses", "calls");
        commands.quarantine(session, "rate@1.1.0", "why", "--", "--not");
        assertThat(deployer.asked)
                .containsExactly(
                        "quarantine acme.plugin.rate 1.1.0: it loses calls",
                        "quarantine acme.plugin.rate 1.1.0: why --not");
        assertThat(printed()).contains("acme.plugin.rate  1.1.0    3117c4eca598");
        printed.reset();
        commands.quarantine(session, "--json");
        assertThat(json().at("/0/reason").asText()).isEqualTo("failed as a canary\n");
        assertThatThrownBy(() -> commands.quarantine(session, "rate"))
                .hasMessageStartingWith("hook:quarantine needs a version of rate.");
        assertThatThrownBy(() -> commands.quarantine(session, "rate", "1.1.0"))
                .hasMessageStartingWith("hook:quarantine needs a reason.");
    }

    @Test
    void paroleNamesWhatMayRunAgain() throws Exception {
        commands.parole(session, "rate", "1.1.0");
        assertThat(deployer.asked).containsExactly("parole acme.plugin.rate 1.1.0");
        assertThat(printed())
                .isEqualTo("acme.plugin.rate 1.1.0 may run again. Start it: hook:deploy acme.plugin.rate@1.1.0\n");
        printed.reset();
        commands.parole(session, "--json", "rate@1.1.0");
        assertThat(json().get("paroled").asText()).isEqualTo("acme.plugin.rate 1.1.0");
        assertThatThrownBy(() -> commands.parole(session, "rate")).isInstanceOf(CommandException.class);
    }

    @Test
    void leaksSearchesTheHeapForARelease() throws Exception {
        commands.leaks(session, "--heap", "rate", "1.0.0");
        assertThat(deployer.asked).containsExactly("heap path of acme.plugin.rate 1.0.0");
        assertThat(printed())
                .isEqualTo(
                        """
                thread pool-1\\u001B[2J
                  holds acme.Rate
                """);
        printed.reset();
        commands.leaks(session, "--heap", "--json", "rate@1.0.0");
        assertThat(json().get("path").asText()).startsWith("thread pool-1");
        assertThatThrownBy(() -> commands.leaks(session, "--heap"))
                .hasMessageStartingWith("hook:leaks needs PLUGIN VERSION with --heap.");
        assertThatThrownBy(() -> commands.leaks(session, "rate", "1.0.0"))
                .hasMessageStartingWith("hook:leaks takes PLUGIN VERSION only with --heap.");
    }

    @Test
    void listsAreThereAsJson() throws Exception {
        commands.status(session, "--json");
        assertThat(json()).hasSize(6);
        assertThat(json().at("/3/why").asText()).isEqualTo("calls do\u001B[2J not end");
        printed.reset();
        commands.history(session, "--json");
        assertThat(json().at("/1/waivers/0").asText()).isEqualTo("waived: it lies");
        assertThat(json().at("/0/at").asText()).isEqualTo("2026-11-22T11:59:00Z");
        printed.reset();
        commands.leaks(session, "--json");
        assertThat(json().at("/2/state").asText()).isEqualTo("HELD");
    }

    @Test
    void whatIsRefusedIsToldWithItsCodeAndDetails() {
        deployer.failing(FakeDeployer.refusal());
        assertThatThrownBy(() -> commands.deploy(session, "a.jar"))
                .isInstanceOf(CommandException.class)
                .hasToString(
                        """
                Refused (UNRESOLVED): acme.rate 1.1.0 does not resolve\\u001B[2J
                  it requires package acme.clock\\nversion [2,3)
                  offered is 1.4.0""");
        assertThatThrownBy(() -> commands.parole(session, "rate", "1.1.0"))
                .hasMessageStartingWith("Refused (UNRESOLVED)");
    }

    @Test
    void anInterruptIsToldAsOne() {
        deployer.failing(new InterruptedException());
        assertThatThrownBy(() -> commands.deploy(session, "a.jar"))
                .hasToString("Interrupted; what was published already stays: hook:status");
    }

    @Test
    void whatNobodyHasForeseenIsToldInOneLineAndLogged() {
        assertThat(CapturedLog.of(DeployDesk.class, () -> {
                    for (Throwable failure : new Throwable[] {
                        new IllegalStateException("bad\n\u001B[2J"),
                        new NoClassDefFoundError("acme/X"),
                        new StackOverflowError()
                    }) {
                        deployer.failing(failure);
                        assertThatThrownBy(() -> commands.deploy(session, "a.jar"))
                                .isInstanceOf(CommandException.class)
                                .hasMessageStartingWith("This has failed unexpectedly: ")
                                .hasMessageEndingWith(". More: log/hookline.log; what runs: hook:status")
                                .satisfies(told -> assertThat(told.getMessage()).doesNotContain("\n", "\u001B"));
                    }
                }))
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).contains("a command has failed"));
    }

    @Test
    void nothingToShowIsASentenceWithTheNextStep() {
        DeployCommands empty = new DeployCommands(Optional.of(FakeDeployer.empty()));
        empty.status(session);
        empty.history(session);
        empty.quarantine(session);
        empty.leaks(session);
        assertThat(printed())
                .isEqualTo(
                        """
                No plugin runs, and none has run since the start. Deploy one: hook:deploy FILE
                No desired set has been written yet.
                Nothing is in quarantine.
                No release has been removed since the start.
                """);
    }

    private JsonNode json() throws Exception {
        return new ObjectMapper().readTree(printed());
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
