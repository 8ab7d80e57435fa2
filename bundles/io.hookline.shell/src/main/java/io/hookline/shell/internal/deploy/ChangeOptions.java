package io.hookline.shell.internal.deploy;

import io.hookline.deploy.DeployOptions;
import io.hookline.shell.command.Arguments;
import io.hookline.shell.command.CommandArgument;
import io.hookline.shell.command.CommandOption;
import io.hookline.shell.command.Completion;
import java.time.Duration;

/** The options and arguments that the commands for changes share. */
final class ChangeOptions {

    private static final String DOWNGRADE = "--downgrade";
    private static final String WAIVE = "--waive";
    private static final String FORCE = "--force";
    private static final String READY = "--ready";
    private static final String SET = "--set";
    private static final String WITH_CONFIG = "--with-config";

    /** A sentence of help. */
    static final String SHORT_NAMES = "The last part of a plugin's name is enough if no other plugin has it.";

    private ChangeOptions() {}

    static CommandOption downgrade() {
        return CommandOption.flag(DOWNGRADE, "Lets an older release replace a newer one.");
    }

    static CommandOption force() {
        return CommandOption.flag(
                FORCE,
                "Accepts that other bundles restart or lose what they require, and that a required hook leaves.");
    }

    static CommandOption waive(DeployClient deployer) {
        return CommandOption.value(
                        WAIVE,
                        "PLUGIN,…",
                        "Accepts that the versions of these plugins do not match their changes, and that they wait for"
                                + " what they lack.")
                .withCompletion(deployer.completingRunning());
    }

    static CommandOption ready() {
        return CommandOption.value(READY, "SECONDS", "Sets how long new releases may take to become ready.")
                .withCompletion(Completion.of("10", "30", "60"));
    }

    static CommandOption set(DeployClient deployer) {
        return CommandOption.value(
                        SET,
                        "KEY=VALUE",
                        "Sets an option of what is deployed, in the same change. May be given several times;"
                                + " PID:KEY=VALUE if several configurations have the key.")
                .withCompletion(deployer.completingSettings());
    }

    static CommandOption withConfig() {
        return CommandOption.flag(
                WITH_CONFIG, "Brings the configurations back, too, with which the releases ran before.");
    }

    /** One jar or release. */
    static CommandArgument source(DeployClient deployer) {
        return CommandArgument.required("FILE|URL|PLUGIN@VERSION")
                .withCompletion(deployer.completingReleases().withFiles());
    }

    /** At least one plugin. */
    static CommandArgument plugins(Completion completion) {
        return CommandArgument.some("PLUGIN").withCompletion(completion);
    }

    /** What the user allows. */
    static DeployOptions of(Arguments given, ReleaseNames names) {
        DeployOptions options = DeployOptions.SAFE
                .withDowngrade(given.has(DOWNGRADE))
                .withRipple(given.has(FORCE))
                .withWaived(names.knownOrTyped(given.values(WAIVE)))
                .withSettings(given.all(SET))
                .withConfiguration(given.has(WITH_CONFIG));
        return given.has(READY) ? options.withReadyTimeout(Duration.ofSeconds(given.number(READY, 1, 0))) : options;
    }
}
