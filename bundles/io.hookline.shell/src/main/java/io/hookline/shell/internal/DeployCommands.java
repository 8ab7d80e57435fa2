package io.hookline.shell.internal;

import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.Deployer;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.Plan;
import io.hookline.deploy.QuarantineEntry;
import io.hookline.deploy.ReleaseStatus;
import io.hookline.deploy.UnloadStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The commands {@code hook:plan}, {@code deploy}, {@code swap}, {@code remove}, {@code rollback} and what shows their effects. */
@Component(
        service = DeployCommands.class,
        property = {
            "osgi.command.scope=hook",
            "osgi.command.function=plan",
            "osgi.command.function=deploy",
            "osgi.command.function=swap",
            "osgi.command.function=remove",
            "osgi.command.function=rollback",
            "osgi.command.function=history",
            "osgi.command.function=status",
            "osgi.command.function=quarantine",
            "osgi.command.function=parole",
            "osgi.command.function=leaks"
        })
public final class DeployCommands {

    private static final String JSON = "--json";
    private static final String JSON_HELP = "print JSON instead of text";
    private static final String DOWNGRADE = "--downgrade";
    private static final String DOWNGRADE_HELP = "let an older release replace a newer one";
    private static final String WAIVE = "--waive";
    private static final String WAIVE_HELP =
            "PLUGIN,…: accept that the versions of these plugins lie about their changes";
    private static final String FORCE = "--force";
    private static final String FORCE_HELP = "accept that other bundles are restarted, or that a required hook goes";
    private static final String READY = "--ready";
    private static final String READY_HELP = "SECONDS: how long new releases may take to become ready";

    private final DeployDesk desk;

    @Activate
    public DeployCommands(@Reference(policyOption = ReferencePolicyOption.GREEDY) Optional<Deployer> deployer) {
        this.desk = new DeployDesk(deployer);
    }

    @Descriptor(
            "what deploying jars would do: versions, resolving, chains before and after, blast radius; changes nothing")
    public void plan(
            CommandSession session,
            @Descriptor(JSON_HELP) @Parameter(names = JSON, presentValue = "true", absentValue = "false") boolean json,
            @Descriptor(DOWNGRADE_HELP) @Parameter(names = DOWNGRADE, presentValue = "true", absentValue = "false")
                    boolean downgrade,
            @Descriptor(WAIVE_HELP) @Parameter(names = WAIVE, absentValue = "") String waived,
            @Descriptor(FORCE_HELP) @Parameter(names = FORCE, presentValue = "true", absentValue = "false")
                    boolean force,
            @Descriptor("FILE|URL|PLUGIN@VERSION…: all of one change") String... sources) {
        List<String> given = sources("plan", sources);
        Plan plan = desk.ask(deployer -> deployer.plan(given, options(downgrade, waived, force, "")));
        Output.print(session, json, plan, width -> PlanReport.of(plan));
    }

    @Descriptor("bring plugins in, all in one generation; a release that runs is replaced, drained and removed")
    public void deploy(
            CommandSession session,
            @Descriptor(JSON_HELP) @Parameter(names = JSON, presentValue = "true", absentValue = "false") boolean json,
            @Descriptor(DOWNGRADE_HELP) @Parameter(names = DOWNGRADE, presentValue = "true", absentValue = "false")
                    boolean downgrade,
            @Descriptor(WAIVE_HELP) @Parameter(names = WAIVE, absentValue = "") String waived,
            @Descriptor(FORCE_HELP) @Parameter(names = FORCE, presentValue = "true", absentValue = "false")
                    boolean force,
            @Descriptor(READY_HELP) @Parameter(names = READY, absentValue = "") String ready,
            @Descriptor("FILE|URL|PLUGIN@VERSION…: all of one change") String... sources) {
        deploy(session, json, sources("deploy", sources), options(downgrade, waived, force, ready));
    }

    @Descriptor("as hook:deploy, but each jar has to replace a release that runs")
    public void swap(
            CommandSession session,
            @Descriptor(JSON_HELP) @Parameter(names = JSON, presentValue = "true", absentValue = "false") boolean json,
            @Descriptor(DOWNGRADE_HELP) @Parameter(names = DOWNGRADE, presentValue = "true", absentValue = "false")
                    boolean downgrade,
            @Descriptor(WAIVE_HELP) @Parameter(names = WAIVE, absentValue = "") String waived,
            @Descriptor(FORCE_HELP) @Parameter(names = FORCE, presentValue = "true", absentValue = "false")
                    boolean force,
            @Descriptor(READY_HELP) @Parameter(names = READY, absentValue = "") String ready,
            @Descriptor("FILE|URL|PLUGIN@VERSION…: all of one change") String... sources) {
        deploy(
                session,
                json,
                sources("swap", sources),
                options(downgrade, waived, force, ready).withReplacing(true));
    }

    private void deploy(CommandSession session, boolean json, List<String> sources, DeployOptions options) {
        DeployResult result = desk.ask(deployer -> deployer.deploy(sources, options, DeployDesk.progress(json)));
        Output.print(session, json, result, width -> DeployReports.result(result));
    }

    @Descriptor("take plugins out, all in one generation, once the calls in them have ended")
    public void remove(
            CommandSession session,
            @Descriptor(JSON_HELP) @Parameter(names = JSON, presentValue = "true", absentValue = "false") boolean json,
            @Descriptor(FORCE_HELP) @Parameter(names = FORCE, presentValue = "true", absentValue = "false")
                    boolean force,
            @Descriptor("PLUGIN…: names as in hook:status") String... names) {
        List<String> given = sources("remove", names);
        DeployResult result = desk.ask(deployer -> deployer.remove(
                resolved(deployer, given), DeployOptions.SAFE.withRipple(force), DeployDesk.progress(json)));
        Output.print(session, json, result, width -> DeployReports.result(result));
    }

    @Descriptor("go back to an earlier set, in one generation, from the store")
    public void rollback(
            CommandSession session,
            @Descriptor(JSON_HELP) @Parameter(names = JSON, presentValue = "true", absentValue = "false") boolean json,
            @Descriptor(FORCE_HELP) @Parameter(names = FORCE, presentValue = "true", absentValue = "false")
                    boolean force,
            @Descriptor("SET: a number as in hook:history; without it, the one before the current") String... set) {
        if (set.length > 1) {
            throw new CommandException("hook:rollback takes one set. Usage: hook:rollback [--force] [SET]");
        }
        long number = set.length == 0 ? 0 : number("SET", set[0]);
        DeployResult result = desk.ask(
                deployer -> deployer.rollback(number, DeployOptions.SAFE.withRipple(force), DeployDesk.progress(json)));
        Output.print(session, json, result, width -> DeployReports.result(result));
    }

    @Descriptor("the desired sets that are kept, newest first: when, why, and what was waived")
    public void history(
            CommandSession session,
            @Descriptor(JSON_HELP) @Parameter(names = JSON, presentValue = "true", absentValue = "false") boolean json,
            @Descriptor("(takes no argument)") String... none) {
        Output.refuseArguments("history", none);
        List<DesiredSet> sets = desk.ask(Deployer::history);
        Output.print(session, json, sets, width -> DeployReports.history(sets, width));
    }

    @Descriptor("every release: state, heartbeat, calls in flight, calls, failures, p99, and what is wrong")
    public void status(
            CommandSession session,
            @Descriptor(JSON_HELP) @Parameter(names = JSON, presentValue = "true", absentValue = "false") boolean json,
            @Descriptor("(takes no argument)") String... none) {
        Output.refuseArguments("status", none);
        List<ReleaseStatus> rows = desk.ask(Deployer::status);
        Output.print(session, json, rows, width -> DeployReports.status(rows, Instant.now(), width));
    }

    @Descriptor("what is not to run, and why; with a release and a reason, forbid it")
    public void quarantine(
            CommandSession session,
            @Descriptor(JSON_HELP) @Parameter(names = JSON, presentValue = "true", absentValue = "false") boolean json,
            @Descriptor("[PLUGIN VERSION REASON…]") String... release) {
        if (release.length == 1 || release.length == 2) {
            throw new CommandException(
                    "hook:quarantine takes nothing, or a release and a reason. Usage: hook:quarantine [PLUGIN VERSION"
                            + " REASON…]");
        }
        if (release.length > 2) {
            String reason = String.join(" ", List.of(release).subList(2, release.length));
            desk.ask(deployer -> {
                deployer.quarantine(resolved(deployer, List.of(release[0])).get(0), release[1], reason);
                return true;
            });
        }
        List<QuarantineEntry> entries = desk.ask(Deployer::quarantine);
        Output.print(session, json, entries, width -> DeployReports.quarantine(entries, width));
    }

    @Descriptor("let a release out of quarantine; that does not start it")
    public void parole(
            CommandSession session, @Descriptor("PLUGIN") String plugin, @Descriptor("VERSION") String version) {
        desk.ask(deployer -> {
            deployer.parole(resolved(deployer, List.of(plugin)).get(0), version);
            return true;
        });
        Output.print(session, false, plugin, width -> Printable.of(plugin + " " + version) + " may run again.\n");
    }

    @Descriptor("whether the classes of removed releases are gone, and what holds those that are not")
    public void leaks(
            CommandSession session,
            @Descriptor(JSON_HELP) @Parameter(names = JSON, presentValue = "true", absentValue = "false") boolean json,
            @Descriptor("search a dump of the heap for what holds a release; stops all threads for some seconds")
                    @Parameter(names = "--heap", presentValue = "true", absentValue = "false")
                    boolean heap,
            @Descriptor("[PLUGIN VERSION]: with --heap, the release") String... release) {
        if (heap ? release.length != 2 : release.length != 0) {
            throw new CommandException("Usage: hook:leaks [--json], or hook:leaks --heap PLUGIN VERSION");
        }
        if (heap) {
            String path = desk.ask(deployer ->
                    deployer.heapPath(resolved(deployer, List.of(release[0])).get(0) + " " + release[1]));
            Output.print(session, json, path, width -> Printable.lines(path) + "\n");
            return;
        }
        List<UnloadStatus> unloads = desk.ask(Deployer::unloads);
        Output.print(session, json, unloads, width -> DeployReports.leaks(unloads, width));
    }

    // ---- arguments -------------------------------------------------------------------------------------------------

    private static List<String> sources(String command, String... sources) {
        if (sources.length == 0) {
            throw new CommandException("hook:" + command + " needs an argument: help hook:" + command);
        }
        for (String source : sources) {
            if (source.startsWith("-")) {
                throw new CommandException(
                        "hook:" + command + " has no option " + Printable.of(source) + ": help hook:" + command);
            }
        }
        return List.of(sources);
    }

    private static DeployOptions options(boolean downgrade, String waived, boolean force, String ready) {
        DeployOptions options = DeployOptions.SAFE.withDowngrade(downgrade).withRipple(force);
        if (!waived.isBlank()) {
            options = options.withWaived(Set.of(waived.split(",", -1)));
        }
        return ready.isBlank() ? options : options.withReadyTimeout(Duration.ofSeconds(number("--ready", ready)));
    }

    static long number(String what, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new CommandException(what + " is a number, not \"" + Printable.of(text) + "\"");
        }
    }

    /** The full names of plugins, of which the last part is enough where it is the only such one. */
    static List<String> resolved(Deployer deployer, List<String> typed) {
        NearestNames known = new NearestNames(
                deployer.status().stream().map(ReleaseStatus::name).distinct().toList());
        return typed.stream()
                .map(name -> known.resolve(name)
                        .orElseThrow(() -> new CommandException(
                                "No plugin is named " + Printable.of(name) + "." + known.hint(name))))
                .toList();
    }
}
