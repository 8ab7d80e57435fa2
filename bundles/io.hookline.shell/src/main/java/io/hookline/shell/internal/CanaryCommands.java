package io.hookline.shell.internal;

import static io.hookline.shell.internal.Arguments.JSON;

import io.hookline.common.text.Printable;
import io.hookline.deploy.CanaryOptions;
import io.hookline.deploy.CanaryStatus;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.Deployer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
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

    private static final String WEIGHT = "--weight";
    private static final String STEPS = "--steps";
    private static final String KEY = "--key";
    private static final String STICKY = "--sticky";
    private static final String MANUAL = "--manual";
    private static final String SHADOW = "--shadow";
    private static final String LEAST = "--least";
    private static final String LONGEST = "--longest";
    private static final String WAIVE = "--waive";
    private static final String DOWNGRADE = "--downgrade";

    private static final Syntax CANARY = Syntax.of(
            "canary",
            "FILE|URL|PLUGIN@VERSION",
            1,
            2,
            JSON,
            WEIGHT + " PERCENT",
            STEPS + " PERCENT,…",
            KEY + " ATTRIBUTE=VALUE",
            STICKY + " ATTRIBUTE",
            MANUAL,
            SHADOW,
            LEAST + " SECONDS",
            LONGEST + " SECONDS",
            WAIVE + " PLUGIN,…",
            DOWNGRADE);
    private static final Syntax CANARIES = Syntax.of("canaries", "", 0, 0, JSON);
    private static final Syntax PAUSE = ofOnePlugin("pause");
    private static final Syntax RESUME = ofOnePlugin("resume");
    private static final Syntax PROMOTE = ofOnePlugin("promote");
    private static final Syntax ABORT = ofOnePlugin("abort");

    private final DeployDesk desk;

    @Activate
    public CanaryCommands(@Reference(policyOption = ReferencePolicyOption.GREEDY) Optional<Deployer> deployer) {
        this.desk = new DeployDesk(deployer);
    }

    private static Syntax ofOnePlugin(String command) {
        return Syntax.of(command, "PLUGIN", 1, 1, JSON);
    }

    @Descriptor(CanaryHelp.CANARY)
    public void canary(CommandSession session, String... words) {
        Arguments given = CANARY.read(words);
        String source = String.join("@", given.operands());
        CanaryOptions canary = options(given);
        CanaryStatus begun = desk.ask(session, deployer -> {
            ReleaseNames names = ReleaseNames.of(deployer);
            DeployOptions options = DeployOptions.SAFE
                    .withDowngrade(given.has(DOWNGRADE))
                    .withWaived(names.knownOrTyped(given.values(WAIVE)));
            return deployer.canary(
                    names.source(session, source), canary, options, DeployDesk.progress(session, given.json()));
        });
        Output.print(session, given.json(), begun, width -> CanaryReport.begun(begun, width));
    }

    private static CanaryOptions options(Arguments given) {
        if (given.has(WEIGHT) && given.has(STEPS)) {
            throw CANARY.complaint("takes " + WEIGHT + " or " + STEPS + ", not both");
        }
        try {
            if (given.has(SHADOW)) {
                return shadow(given);
            }
            return key(given, weights(given, CanaryOptions.DEFAULT))
                    .withStickyBy(given.has(STICKY) ? given.value(STICKY) : null)
                    .withStep(
                            Duration.ofSeconds(given.number(LEAST, 0, 10)),
                            Duration.ofSeconds(given.number(LONGEST, 1, 600)));
        } catch (IllegalArgumentException e) {
            throw new CommandException("Such a canary cannot be: " + Printable.of(String.valueOf(e.getMessage())));
        }
    }

    private static CanaryOptions shadow(Arguments given) {
        for (String option : List.of(WEIGHT, STEPS, KEY, STICKY, MANUAL, LEAST, LONGEST)) {
            if (given.has(option)) {
                throw CANARY.complaint("takes " + SHADOW + " or " + option + ", not both: a shadow answers no call");
            }
        }
        return CanaryOptions.DEFAULT.withShadow();
    }

    private static CanaryOptions weights(Arguments given, CanaryOptions options) {
        if (given.has(STEPS)) {
            return options.withWeights(given.values(STEPS).stream()
                    .map(step -> percent(STEPS, step))
                    .toList());
        }
        return given.has(WEIGHT) ? options.withFirstWeight(percent(WEIGHT, given.value(WEIGHT))) : options;
    }

    private static CanaryOptions key(Arguments given, CanaryOptions options) {
        boolean byHand = given.has(MANUAL);
        if (!given.has(KEY)) {
            return options.withAutomatic(!byHand);
        }
        String key = given.value(KEY);
        int equals = key.indexOf('=');
        if (equals <= 0) {
            throw CANARY.complaint(
                    "takes " + KEY + " ATTRIBUTE=VALUE, such as X-User-Tier=beta, not \"" + Printable.of(key) + "\"");
        }
        CanaryOptions keyed = options.withKey(key.substring(0, equals), key.substring(equals + 1));
        return given.has(WEIGHT) || given.has(STEPS)
                ? keyed.withAutomatic(!byHand)
                : keyed.withWeights(List.of()).withAutomatic(false);
    }

    private static int percent(String option, String text) {
        long percent = Arguments.number(option, text, 1);
        if (percent > 100) {
            throw new CommandException(option + " is at most 100 percent, not " + percent);
        }
        return (int) percent;
    }

    @Descriptor(CanaryHelp.CANARIES)
    public void canaries(CommandSession session, String... words) {
        Arguments given = CANARIES.read(words);
        List<CanaryStatus> canaries = desk.ask(session, Deployer::canaries);
        Output.print(session, given.json(), canaries, width -> CanaryReport.of(canaries, width));
    }

    @Descriptor(CanaryHelp.PAUSE)
    public void pause(CommandSession session, String... words) {
        Arguments given = PAUSE.read(words);
        show(session, given, deployer -> deployer.pauseCanary(plugin(deployer, given)));
    }

    @Descriptor(CanaryHelp.RESUME)
    public void resume(CommandSession session, String... words) {
        Arguments given = RESUME.read(words);
        show(session, given, deployer -> deployer.resumeCanary(plugin(deployer, given)));
    }

    @Descriptor(CanaryHelp.PROMOTE)
    public void promote(CommandSession session, String... words) {
        Arguments given = PROMOTE.read(words);
        DeployResult result = desk.ask(
                session,
                deployer ->
                        deployer.promoteCanary(plugin(deployer, given), DeployDesk.progress(session, given.json())));
        Output.print(session, given.json(), result, width -> DeployReports.result(result, width));
    }

    @Descriptor(CanaryHelp.ABORT)
    public void abort(CommandSession session, String... words) {
        Arguments given = ABORT.read(words);
        show(
                session,
                given,
                deployer -> deployer.abortCanary(plugin(deployer, given), DeployDesk.progress(session, given.json())));
    }

    private void show(CommandSession session, Arguments given, DeployDesk.Request<CanaryStatus> request) {
        CanaryStatus status = desk.ask(session, request);
        Output.print(session, given.json(), status, width -> CanaryReport.of(List.of(status), width));
    }

    private static String plugin(Deployer deployer, Arguments given) {
        return ReleaseNames.of(deployer).plugin(given.operands().get(0));
    }
}
