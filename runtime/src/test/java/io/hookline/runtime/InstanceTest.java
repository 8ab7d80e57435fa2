package io.hookline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InstanceTest {

    @Test
    void theLaunchersOwnCommandsAreKnown() {
        Set<String> commands =
                new HashSet<>(Hookline.commandLine().getSubcommands().keySet());
        // An instance has a command of the same name; only its word verify is the launcher's.
        assertThat(commands.remove("audit")).isTrue();
        assertThat(Instance.OWN).containsExactlyInAnyOrderElementsOf(commands);
    }

    @ParameterizedTest
    @CsvSource({
        "status, true",
        "status --data x, true",
        "--data x status, true",
        "--data=x status, true",
        "--socket s status, true",
        "help deploy, true",
        "commands, true",
        "hook:load, true",
        "rnu, true",
        "audit test source=http, true",
        "audit verify x, false",
        "run, false",
        "run --data x, false",
        "load http://x, false",
        "help, false",
        "help run, false",
        "--help, false",
        "--version, false",
        "--data x run, true",
        "--data x, true",
        "--server http://x status, true",
        "'', false"
    })
    void otherCommandsAreMeantForAnInstance(String line, boolean meant) {
        assertThat(Instance.isMeant(line.isEmpty() ? new String[0] : line.split(" ", -1)))
                .isEqualTo(meant);
    }
}
