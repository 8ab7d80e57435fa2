package io.hookline.shell.internal;

import static io.hookline.shell.internal.Arguments.JSON;

import io.hookline.common.text.Folded;
import io.hookline.common.text.Printable;
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
import java.util.Map;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The commands {@code hook:plan}, {@code deploy}, {@code swap}, {@code remove}, {@code stop}, {@code start}, {@code rollback} and their effects. */
@Component(
        service = DeployCommands.class,
        property = {
            "osgi.command.scope=hook",
            "osgi.command.function=plan",
            "osgi.command.function=deploy",
            "osgi.command.function=swap",
            "osgi.command.function=remove",
            "osgi.command.function=stop",
            "osgi.command.function=start",
            "osgi.command.function=rollback",
            "osgi.command.function=history",
            "osgi.command.function=status",
            "osgi.command.function=quarantine",
            "osgi.command.function=parole",
            "osgi.command.function=leaks"
        })
public final class DeployCommands {

    private static final String DOWNGRADE = "--downgrade";
    private static final String WAIVE = "--waive";
    private static final String FORCE = "--force";
    private static final String READY = "--ready";
    private static final String ALL = "--all";
    private static final String HEAP = "--heap";

    private static final Syntax PLAN =
            Syntax.of("plan", DeployHelp.SOURCES, 1, Syntax.MANY, JSON, DOWNGRADE, FORCE, WAIVE + " PLUGIN,…");
    private static final Syntax DEPLOY = deploying("deploy");
    private static final Syntax SWAP = deploying("swap");
    private static final Syntax REMOVE = Syntax.of("remove", "PLUGIN…", 1, Syntax.MANY, JSON, FORCE);
    private static final Syntax STOP = Syntax.of("stop", "PLUGIN…", 1, Syntax.MANY, JSON, FORCE);
    private static final Syntax START = Syntax.of("start", "PLUGIN…", 1, Syntax.MANY, JSON, FORCE, READY + " SECONDS");
    private static final Syntax ROLLBACK = Syntax.of("rollback", "[SET]", 0, 1, JSON, FORCE);
    private static final Syntax HISTORY = Syntax.of("history", "", 0, 0, JSON);
    private static final Syntax STATUS = Syntax.of("status", "", 0, 0, JSON, ALL);
    private static final Syntax QUARANTINE = Syntax.of("quarantine", "[PLUGIN VERSION REASON…]", 0, Syntax.MANY, JSON);
    private static final Syntax PAROLE = Syntax.of("parole", TypedRelease.USAGE, 1, 2, JSON);
    private static final Syntax LEAKS = Syntax.of("leaks", "[" + TypedRelease.USAGE + "]", 0, 2, JSON, HEAP);

    private final DeployDesk desk;

    @Activate
    public DeployCommands(@Reference(policyOption = ReferencePolicyOption.GREEDY) Optional<Deployer> deployer) {
        this.desk = new DeployDesk(deployer);
    }

    private static Syntax deploying(String command) {
        return Syntax.of(
                command,
                DeployHelp.SOURCES,
                1,
                Syntax.MANY,
                JSON,
                DOWNGRADE,
                FORCE,
                WAIVE + " PLUGIN,…",
                READY + " SECONDS");
    }

    @Descriptor(DeployHelp.PLAN)
    public void plan(CommandSession session, String... words) {
        Arguments given = PLAN.read(words);
        Plan plan = desk.ask(session, deployer -> {
            ReleaseNames names = ReleaseNames.of(deployer);
            return deployer.plan(names.sources(session, given.operands()), options(given, names));
        });
        Output.print(session, given.json(), plan, width -> PlanReport.of(plan, width));
    }

    @Descriptor(DeployHelp.DEPLOY)
    public void deploy(CommandSession session, String... words) {
        deploy(session, DEPLOY.read(words), false);
    }

    @Descriptor(DeployHelp.SWAP)
    public void swap(CommandSession session, String... words) {
        deploy(session, SWAP.read(words), true);
    }

    private void deploy(CommandSession session, Arguments given, boolean replacing) {
        change(session, given.json(), deployer -> {
            ReleaseNames names = ReleaseNames.of(deployer);
            return deployer.deploy(
                    names.sources(session, given.operands()),
                    options(given, names).withReplacing(replacing),
                    DeployDesk.progress(session, given.json()));
        });
    }

    @Descriptor(DeployHelp.REMOVE)
    public void remove(CommandSession session, String... words) {
        Arguments given = REMOVE.read(words);
        change(
                session,
                given.json(),
                deployer -> deployer.remove(
                        ReleaseNames.of(deployer).plugins(given.operands()),
                        DeployOptions.SAFE.withRipple(given.has(FORCE)),
                        DeployDesk.progress(session, given.json())));
    }

    @Descriptor(DeployHelp.STOP)
    public void stop(CommandSession session, String... words) {
        Arguments given = STOP.read(words);
        DeployResult result = desk.ask(
                session,
                deployer -> deployer.stop(
                        ReleaseNames.of(deployer).plugins(given.operands()),
                        DeployOptions.SAFE.withRipple(given.has(FORCE)),
                        DeployDesk.progress(session, given.json())));
        Output.print(session, given.json(), result, width -> DeployReports.stopped(result, width));
    }

    @Descriptor(DeployHelp.START)
    public void start(CommandSession session, String... words) {
        Arguments given = START.read(words);
        change(session, given.json(), deployer -> {
            ReleaseNames names = ReleaseNames.of(deployer);
            return deployer.start(
                    names.plugins(given.operands()), options(given, names), DeployDesk.progress(session, given.json()));
        });
    }

    @Descriptor(DeployHelp.ROLLBACK)
    public void rollback(CommandSession session, String... words) {
        Arguments given = ROLLBACK.read(words);
        long set = given.operands().isEmpty()
                ? 0
                : Arguments.number("SET", given.operands().get(0), 1);
        change(
                session,
                given.json(),
                deployer -> deployer.rollback(
                        set,
                        DeployOptions.SAFE.withRipple(given.has(FORCE)),
                        DeployDesk.progress(session, given.json())));
    }

    private void change(CommandSession session, boolean json, DeployDesk.Request<DeployResult> request) {
        DeployResult result = desk.ask(session, request);
        Output.print(session, json, result, width -> DeployReports.result(result, width));
    }

    @Descriptor(DeployHelp.HISTORY)
    public void history(CommandSession session, String... words) {
        Arguments given = HISTORY.read(words);
        List<DesiredSet> sets = desk.ask(session, Deployer::history);
        Output.print(
                session, given.json(), sets, width -> DeployReports.history(sets, Moments.now(Instant.now()), width));
    }

    @Descriptor(DeployHelp.STATUS)
    public void status(CommandSession session, String... words) {
        Arguments given = STATUS.read(words);
        List<ReleaseStatus> rows = desk.ask(session, Deployer::status);
        Output.print(
                session,
                given.json(),
                rows,
                width -> StatusReport.of(rows, given.has(ALL), Moments.now(Instant.now()), width));
    }

    // ---- quarantine, unloading -------------------------------------------------------------------------------------

    @Descriptor(DeployHelp.QUARANTINE)
    public void quarantine(CommandSession session, String... words) {
        Arguments given = QUARANTINE.read(words);
        if (!given.operands().isEmpty()) {
            TypedRelease release = TypedRelease.of(QUARANTINE, given.operands());
            if (release.rest().isEmpty()) {
                throw QUARANTINE.complaint("needs a reason");
            }
            desk.ask(session, deployer -> {
                String plugin = ReleaseNames.of(deployer).plugin(release.plugin());
                deployer.quarantine(plugin, release.version(), String.join(" ", release.rest()));
                return plugin;
            });
        }
        List<QuarantineEntry> entries = desk.ask(session, Deployer::quarantine);
        Output.print(
                session,
                given.json(),
                entries,
                width -> DeployReports.quarantine(entries, Moments.now(Instant.now()), width));
    }

    @Descriptor(DeployHelp.PAROLE)
    public void parole(CommandSession session, String... words) {
        Arguments given = PAROLE.read(words);
        TypedRelease release = TypedRelease.of(PAROLE, given.operands());
        String plugin = desk.ask(session, deployer -> {
            String name = ReleaseNames.of(deployer).plugin(release.plugin());
            deployer.parole(name, release.version());
            return name;
        });
        String label = plugin + " " + release.version();
        Output.print(
                session,
                given.json(),
                Map.of("paroled", label),
                width -> Folded.of(
                        "",
                        label + " may run again. Start it: hook:deploy " + plugin + "@" + release.version(),
                        width));
    }

    @Descriptor(DeployHelp.LEAKS)
    public void leaks(CommandSession session, String... words) {
        Arguments given = LEAKS.read(words);
        if (given.has(HEAP)) {
            if (given.operands().isEmpty()) {
                throw LEAKS.complaint("needs " + TypedRelease.USAGE + " with " + HEAP);
            }
            TypedRelease release = TypedRelease.of(LEAKS, given.operands());
            String path = desk.ask(
                    session,
                    deployer -> deployer.heapPath(
                            ReleaseNames.of(deployer).plugin(release.plugin()) + " " + release.version()));
            Output.print(session, given.json(), Map.of("path", path), width -> Printable.lines(path) + "\n");
            return;
        }
        if (!given.operands().isEmpty()) {
            throw LEAKS.complaint("takes " + TypedRelease.USAGE + " only with " + HEAP);
        }
        List<UnloadStatus> unloads = desk.ask(session, Deployer::unloads);
        Output.print(
                session,
                given.json(),
                unloads,
                width -> DeployReports.leaks(unloads, Moments.now(Instant.now()), width));
    }

    private static DeployOptions options(Arguments given, ReleaseNames names) {
        DeployOptions options = DeployOptions.SAFE
                .withDowngrade(given.has(DOWNGRADE))
                .withRipple(given.has(FORCE))
                .withWaived(names.knownOrTyped(given.values(WAIVE)));
        return given.has(READY) ? options.withReadyTimeout(Duration.ofSeconds(given.number(READY, 1, 0))) : options;
    }
}
