package io.hookline.shell.internal;

import io.hookline.deploy.CanaryOptions;
import io.hookline.deploy.CanaryStatus;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.Deployer;
import java.time.Duration;
import java.util.Arrays;
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

/** The commands {@code hook:canary}, {@code canaries}, {@code pause}, {@code resume}, {@code promote} and {@code abort}. */
@Component(
        service = CanaryCommands.class,
        property = {
            "osgi.command.scope=hook",
            "osgi.command.function=canary",
            "osgi.command.function=canaries",
            "osgi.command.function=pause",
            "osgi.command.function=resume",
            "osgi.command.function=promote",
            "osgi.command.function=abort"
        })
public final class CanaryCommands {

    private static final String JSON = "--json";
    private static final String JSON_HELP = "print JSON instead of text";

    private final DeployDesk desk;

    @Activate
    public CanaryCommands(@Reference(policyOption = ReferencePolicyOption.GREEDY) Optional<Deployer> deployer) {
        this.desk = new DeployDesk(deployer);
    }

    @Descriptor(
            "bring a release in beside the one that runs, for some of the calls; it is promoted, or rolled back, by what it shows")
    public void canary(
            CommandSession session,
            @Descriptor(JSON_HELP) @Parameter(names = JSON, presentValue = "true", absentValue = "false") boolean json,
            @Descriptor("PERCENT: its share of the calls at first, 5 by default; with --key, 0")
                    @Parameter(names = "--weight", absentValue = "")
                    String weight,
            @Descriptor("PERCENT,…: the shares of all steps, 5,25,50,100 by default")
                    @Parameter(names = "--steps", absentValue = "")
                    String steps,
            @Descriptor("ATTRIBUTE=VALUE: takes the calls that have it, such as X-User-Tier=beta; goes on by hand")
                    @Parameter(names = "--key", absentValue = "")
                    String key,
            @Descriptor("ATTRIBUTE: splits calls by its value, so that one value always meets one release")
                    @Parameter(names = "--sticky", absentValue = "")
                    String sticky,
            @Descriptor("SECONDS: how long a step takes at least, 10 by default")
                    @Parameter(names = "--least", absentValue = "10")
                    String least,
            @Descriptor("SECONDS: after how long an undecided step pauses, 600 by default")
                    @Parameter(names = "--longest", absentValue = "600")
                    String longest,
            @Descriptor("stay at this share until hook:promote; a failing candidate is rolled back all the same")
                    @Parameter(names = "--manual", presentValue = "true", absentValue = "false")
                    boolean manual,
            @Descriptor(
                            "answer no call: run beside the stable release at points that are declared pure, and compare the answers")
                    @Parameter(names = "--shadow", presentValue = "true", absentValue = "false")
                    boolean shadow,
            @Descriptor("PLUGIN,…: accept that the versions of these plugins lie about their changes")
                    @Parameter(names = "--waive", absentValue = "")
                    String waived,
            @Descriptor("let an older release be the candidate")
                    @Parameter(names = "--downgrade", presentValue = "true", absentValue = "false")
                    boolean downgrade,
            @Descriptor("FILE|URL|PLUGIN@VERSION, or PLUGIN VERSION") String... source) {
        String release = source(source);
        CanaryOptions canary = options(weight, steps, key, sticky, manual, shadow)
                .withStep(
                        Duration.ofSeconds(DeployCommands.number("--least", least)),
                        Duration.ofSeconds(DeployCommands.number("--longest", longest)));
        DeployOptions options = DeployOptions.SAFE
                .withDowngrade(downgrade)
                .withWaived(waived.isBlank() ? Set.of() : Set.of(waived.split(",", -1)));
        CanaryStatus begun = desk.ask(
                deployer -> deployer.canary(named(deployer, release), canary, options, DeployDesk.progress(json)));
        Output.print(session, json, begun, width -> DeployReports.canary(begun));
    }

    private static String source(String... source) {
        if (source.length == 0 || source.length > 2 || source[0].startsWith("-")) {
            throw new CommandException(
                    "hook:canary takes one release. Usage: hook:canary [--weight PERCENT] [--key ATTRIBUTE=VALUE]"
                            + " FILE|URL|PLUGIN VERSION; more: help hook:canary");
        }
        return source.length == 1 ? source[0] : source[0] + "@" + source[1];
    }

    /** A release by its plugin's short name gets the full one. */
    private static String named(Deployer deployer, String release) {
        int at = release.indexOf('@');
        if (at < 0 || release.contains("/") || release.contains(":")) {
            return release;
        }
        return DeployCommands.resolved(deployer, List.of(release.substring(0, at)))
                        .get(0)
                + release.substring(at);
    }

    private static CanaryOptions options(
            String weight, String steps, String key, String sticky, boolean manual, boolean shadow) {
        CanaryOptions options = CanaryOptions.DEFAULT.withAutomatic(!manual);
        if (!steps.isBlank()) {
            options = options.withWeights(Arrays.stream(steps.split(",", -1))
                    .map(step -> percent("--steps", step.strip()))
                    .toList());
        } else if (!weight.isBlank()) {
            options = options.withFirstWeight(percent("--weight", weight));
        }
        if (!sticky.isBlank()) {
            options = options.withStickyBy(sticky);
        }
        if (!key.isBlank()) {
            int equals = key.indexOf('=');
            if (equals <= 0) {
                throw new CommandException("--key is like X-User-Tier=beta, not \"" + Printable.of(key) + "\"");
            }
            options = options.withKey(key.substring(0, equals), key.substring(equals + 1));
            if (weight.isBlank() && steps.isBlank()) {
                options = options.withWeights(List.of()).withAutomatic(false);
            }
        }
        return shadow ? options.withShadow() : options;
    }

    private static int percent(String what, String text) {
        long number = DeployCommands.number(what, text);
        if (number < 1 || number > 100) {
            throw new CommandException(what + " is between 1 and 100 percent, not " + number);
        }
        return (int) number;
    }

    @Descriptor("the canaries that run, and the latest that have ended: share, calls, failures, verdict")
    public void canaries(
            CommandSession session,
            @Descriptor(JSON_HELP) @Parameter(names = JSON, presentValue = "true", absentValue = "false") boolean json,
            @Descriptor("(takes no argument)") String... none) {
        Output.refuseArguments("canaries", none);
        List<CanaryStatus> canaries = desk.ask(Deployer::canaries);
        Output.print(session, json, canaries, width -> DeployReports.canaries(canaries, width));
    }

    @Descriptor("stop a canary from going on; its share of the calls stays")
    public void pause(CommandSession session, @Descriptor("PLUGIN") String plugin) {
        CanaryStatus status = desk.ask(deployer -> deployer.pauseCanary(name(deployer, plugin)));
        Output.print(session, false, status, width -> DeployReports.canaries(List.of(status), width));
    }

    @Descriptor("let a paused canary go on")
    public void resume(CommandSession session, @Descriptor("PLUGIN") String plugin) {
        CanaryStatus status = desk.ask(deployer -> deployer.resumeCanary(name(deployer, plugin)));
        Output.print(session, false, status, width -> DeployReports.canaries(List.of(status), width));
    }

    @Descriptor("let a candidate take over at once")
    public void promote(CommandSession session, @Descriptor("PLUGIN") String plugin) {
        DeployResult result =
                desk.ask(deployer -> deployer.promoteCanary(name(deployer, plugin), DeployDesk.progress(false)));
        Output.print(session, false, result, width -> DeployReports.result(result));
    }

    @Descriptor("take a candidate out")
    public void abort(CommandSession session, @Descriptor("PLUGIN") String plugin) {
        CanaryStatus status =
                desk.ask(deployer -> deployer.abortCanary(name(deployer, plugin), DeployDesk.progress(false)));
        Output.print(session, false, status, width -> DeployReports.canaries(List.of(status), width));
    }

    private static String name(Deployer deployer, String typed) {
        return DeployCommands.resolved(deployer, List.of(typed)).get(0);
    }
}
