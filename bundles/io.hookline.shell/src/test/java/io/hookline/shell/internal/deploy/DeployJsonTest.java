package io.hookline.shell.internal.deploy;

import io.hookline.shell.internal.gogo.CommandShell;
import io.hookline.shell.internal.gogo.GoldenJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JSON of the commands that deploy. */
final class DeployJsonTest {

    private final DeployClient deployer = new DeployClient(new FakeDeployer());
    private final CommandShell shell = new CommandShell(
            new PlanCommand(deployer),
            new DeployCommand(deployer),
            new SwapCommand(deployer),
            new RemoveCommand(deployer),
            new StopCommand(deployer),
            new StartCommand(deployer),
            new RollbackCommand(deployer),
            new HistoryCommand(deployer),
            new StatusCommand(deployer),
            new QuarantineCommand(deployer),
            new ParoleCommand(deployer),
            new LeaksCommand(deployer),
            new CanaryCommand(deployer),
            new CanariesCommand(deployer),
            new PauseCommand(deployer),
            new ResumeCommand(deployer),
            new PromoteCommand(deployer),
            new AbortCommand(deployer));

    @ParameterizedTest
    @CsvSource({
        "plan, plan a.jar",
        "deploy, deploy a.jar",
        "deploy, swap a.jar",
        "deploy, promote rate",
        "remove, remove rate",
        "remove, stop rate",
        "start, start rate",
        "rollback, rollback",
        "history, history",
        "status, status",
        "quarantine, quarantine",
        "quarantine, quarantine rate 1.1.0 why",
        "parole, parole rate 1.1.0",
        "leaks, leaks",
        "leaks-heap, leaks --heap rate 1.0.0",
        "canary, canary a.jar",
        "canaries, canaries",
        "pause, pause rate",
        "resume, resume rate",
        "abort, abort rate"
    })
    void everyCommandPrintsItsRecords(String file, String line) {
        GoldenJson.check(shell, file, line);
    }
}
