package io.hookline.shell.internal.deploy;

import io.hookline.common.text.Printable;
import io.hookline.deploy.CanaryOptions;
import io.hookline.deploy.CanaryStatus;
import io.hookline.shell.command.Arguments;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandArgument;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandOption;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Completion;
import io.hookline.shell.command.Role;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:canary}. */
@Component
@CommandName("canary")
public final class CanaryCommand implements Command {

    private static final String WEIGHT = "--weight";
    private static final String STEPS = "--steps";
    private static final String KEY = "--key";
    private static final String STICKY = "--sticky";
    private static final String MANUAL = "--manual";
    private static final String SHADOW = "--shadow";
    private static final String LEAST = "--least";
    private static final String LONGEST = "--longest";

    private final DeployClient deployer;
    private final CanaryWait wait;

    /** With the deployer. */
    @Activate
    public CanaryCommand(@Reference DeployClient deployer) {
        this(deployer, CanariesCommand.EVERY_SECOND);
    }

    CanaryCommand(DeployClient deployer, CanariesCommand.Pause pause) {
        this.deployer = deployer;
        this.wait = new CanaryWait(deployer, pause);
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Lets a release take some of the calls, beside the one that runs.")
                .withArgument(ChangeOptions.source(deployer))
                .withArgument(CommandArgument.optional("VERSION"))
                .withOptions(
                        CommandOption.value(
                                        WEIGHT,
                                        "PERCENT",
                                        "Sets its share in the first step, by default 5; 25, 50 and 100 follow.")
                                .withCompletion(Completion.of("1", "5", "10", "25", "50")),
                        CommandOption.value(
                                        STEPS, "PERCENT,…", "Sets its share in each step instead, such as 1,10,100.")
                                .withCompletion(Completion.of("1,10,50,100", "5,25,50,100")),
                        CommandOption.value(
                                STICKY, "ATTRIBUTE", "Splits calls by its value: one value always meets one release."),
                        CommandOption.value(
                                KEY,
                                "ATTRIBUTE=VALUE",
                                "Takes the calls that have it, and no others unless there is a weight; implies "
                                        + MANUAL + " then."),
                        CommandOption.flag(MANUAL, "Stays at the first share until hook:promote."),
                        CommandOption.flag(
                                SHADOW,
                                "Runs beside, at points that are declared pure, and compares the answers. It answers no"
                                        + " call."),
                        CommandOption.value(LEAST, "SECONDS", "Sets how long a step takes at least, by default 10.")
                                .withCompletion(Completion.of("10", "30", "60")),
                        CommandOption.value(
                                        LONGEST,
                                        "SECONDS",
                                        "Sets after how long an undecided step pauses, by default 600.")
                                .withCompletion(Completion.of("600", "3600")),
                        CanaryWait.option(),
                        ChangeOptions.set(deployer),
                        ChangeOptions.waive(deployer),
                        ChangeOptions.downgrade())
                .withDetails("It goes on step by step. It is promoted after the last step, and rolled back if it fails."
                        + " Watch it with hook:canaries; hook:pause, resume, promote and abort take its plugin's name.")
                .withDetails("What --set sets applies to both releases. It is taken back if the candidate does not take"
                        + " over.")
                .withExample("hook:canary --wait --least 30 plugin-1.1.0.jar")
                .withExample("hook:canary --key X-User-Tier=beta --weight 5 --sticky X-User plugin-1.1.0.jar")
                .withReason()
                .withPermission(Role.OPERATOR);
    }

    @Override
    public CommandResult run(CommandContext context) throws InterruptedException {
        Arguments given = context.arguments();
        CanaryOptions canary = options(given);
        if (given.has(CanaryWait.WAIT) && !canary.automatic()) {
            throw given.complaint("takes " + CanaryWait.WAIT + " only where steps follow by themselves: without "
                    + MANUAL + " and " + SHADOW + ", and with " + WEIGHT + " or " + STEPS + " beside " + KEY);
        }
        String source = String.join("@", given.positional());
        CanaryStatus begun = deployer.ask(context, there -> {
            ReleaseNames names = ReleaseNames.of(there);
            return there.canary(
                    names.source(context.folder(), source),
                    canary,
                    ChangeOptions.of(given, names),
                    DeployClient.progress(context));
        });
        if (given.has(CanaryWait.WAIT)) {
            return wait.verdict(context, begun);
        }
        return CommandResult.text(begun, width -> CanaryReport.begun(begun, width));
    }

    private static CanaryOptions options(Arguments given) {
        if (given.has(WEIGHT) && given.has(STEPS)) {
            throw given.complaint("takes " + WEIGHT + " or " + STEPS + ", not both");
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
            throw new CommandException(
                    "The canary's options are invalid: " + Printable.of(String.valueOf(e.getMessage())));
        }
    }

    private static CanaryOptions shadow(Arguments given) {
        for (String option : List.of(WEIGHT, STEPS, KEY, STICKY, MANUAL, LEAST, LONGEST)) {
            if (given.has(option)) {
                throw given.complaint("takes " + SHADOW + " or " + option + ", not both: a shadow answers no call");
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
        boolean manual = given.has(MANUAL);
        if (!given.has(KEY)) {
            return options.withAutomatic(!manual);
        }
        String key = given.value(KEY);
        int equals = key.indexOf('=');
        if (equals <= 0) {
            throw given.complaint(
                    "takes " + KEY + " ATTRIBUTE=VALUE, such as X-User-Tier=beta, not \"" + Printable.of(key) + "\"");
        }
        CanaryOptions keyed = options.withKey(key.substring(0, equals), key.substring(equals + 1));
        return given.has(WEIGHT) || given.has(STEPS)
                ? keyed.withAutomatic(!manual)
                : keyed.withWeights(List.of()).withAutomatic(false);
    }

    private static int percent(String option, String text) {
        long percent = Arguments.number(option, text, 1);
        if (percent > 100) {
            throw new CommandException(option + " is at most 100 percent, not " + percent);
        }
        return (int) percent;
    }
}
