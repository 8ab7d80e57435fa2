package io.hookline.runtime;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option {@code --for} of demos that make a few changes. */
final class DemoDuration {

    private static final int LEAST_SECONDS = 3;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private int seconds;

    @Option(
            names = "--for",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "Time over which the changes are spread. Default: ${DEFAULT-VALUE}.")
    void setSeconds(int value) {
        if (value < LEAST_SECONDS) {
            throw new ParameterException(
                    spec.commandLine(), "--for must be at least " + LEAST_SECONDS + ", not " + value);
        }
        seconds = value;
    }

    int seconds() {
        return seconds;
    }
}
