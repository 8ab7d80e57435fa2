package io.hookline.shell.internal.config;

import io.hookline.shell.internal.gogo.CommandShell;
import io.hookline.shell.internal.gogo.GoldenJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JSON of the command for configurations. */
final class ConfigJsonTest {

    private final CommandShell shell = new CommandShell(new ConfigCommand(new FakeConfigurations()));

    @ParameterizedTest
    @CsvSource({
        "configs, config",
        "config, config rate",
        "config-set, config rate set burst=5",
        "config-unset, config rate unset burst",
        "config-revert, config rate revert",
        "config-history, config rate history",
        "config-schema, config rate schema"
    })
    void everyActionPrintsItsRecords(String file, String line) {
        GoldenJson.check(shell, file, line);
    }
}
