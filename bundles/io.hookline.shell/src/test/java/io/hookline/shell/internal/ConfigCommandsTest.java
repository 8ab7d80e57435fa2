package io.hookline.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ConfigCommandsTest {

    private final CommandSession session = FakeSession.wide(120);
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final FakeConfigurations configurations = new FakeConfigurations();
    private final ConfigCommands commands = new ConfigCommands(Optional.of(configurations));
    private @Nullable PrintStream before;

    @BeforeEach
    void listen() {
        before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void leave() {
        System.setOut(before);
    }

    private String run(String... words) {
        printed.reset();
        commands.config(session, words);
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void listsWhatIsRefusedAndWhatIsNotChecked() {
        assertThat(run())
                .isEqualTo(
                        """
                NAME                FILE                  REVISION  SET  STATE
                acme.plugin.rate    acme.plugin.rate.cfg         3    2  REFUSED, the one before holds: 'brust' is not known; did you
                                                                         mean 'burst'?
                acme.\\u001Bunknown  -                            1    0  no schema: not checked
                """);
    }

    @Test
    void showsOneByTheLastPartOfItsName() {
        assertThat(run("rate"))
                .isEqualTo(
                        """
                acme.plugin.rate
                  in force  revision 3, in conf/acme.plugin.rate.cfg
                  schema    acme.plugin.rate 1.0.0
                  changes   reach components while they run
                  REFUSED   from file acme.plugin.rate.cfg, at 1970-01-01T00:00:00Z
                    UNKNOWN_KEY: 'brust' is not known; did you mean 'burst'?

                KEY       VALUE     DEFAULT     MAY BE
                burst     20        20          whole number, 1 or more. At once
                password  ********  (required)  secret
                """);
    }

    @Test
    void setsWhatItIsTold() {
        assertThat(run("rate", "set", "burst=-1=a", "--restart"))
                .isEqualTo(
                        """
                acme.plugin.rate: revision 4 is in force, written to conf/acme.plugin.rate.cfg
                  burst  20 → -1=a
                """);
        assertThat(configurations.asked)
                .containsExactly(
                        "change acme.plugin.rate ConfigurationChange[set={burst=-1=a}, unset=[], mayRestart=true,"
                                + " by=shell]");
    }

    @Test
    void aValueMayStandApart() {
        run("rate", "set", "burst=", "12", "a=", "b=c");
        assertThat(configurations.asked.get(0)).contains("burst=12", "b=c");
    }

    @Test
    void unsetsRevertsAndTellsOfTheSchema() throws Exception {
        run("rate", "unset", "burst");
        run("rate", "revert");
        run("rate", "revert", "2");
        assertThat(configurations.asked.get(0)).contains("set={}, unset=[burst], mayRestart=false");
        assertThat(configurations.asked).endsWith("revert acme.plugin.rate 0 false", "revert acme.plugin.rate 2 false");
        assertThat(run("rate", "schema")).isEqualTo("{\n  \"type\" : \"object\"\n}\n");
        assertThat(run("rate", "history")).contains("3 *").contains("burst = 20 (was 5); password = ********");
        assertThat(new ObjectMapper().readTree(run("rate", "--json")).get("pid").asText())
                .isEqualTo(FakeConfigurations.RATE);
    }

    @Test
    void tellsWhatWasRefusedAndThatNothingHasChanged() {
        assertThatThrownBy(() -> run("rate", "set", "brust=5"))
                .hasToString("Refused (UNKNOWN_KEY): 'brust' is not known; did you mean 'burst'?\n"
                        + "What is in force of acme.plugin.rate stays.");
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertThatThrownBy(() -> run("rat")).hasMessageContaining("Did you mean acme.plugin.rate?");
        assertThatThrownBy(() -> run("rate", "sett")).hasMessageContaining("does not know \"sett\", perhaps set");
        assertThatThrownBy(() -> run("rate", "set")).hasMessageContaining("needs KEY=VALUE after set");
        assertThatThrownBy(() -> run("rate", "set", "burst"))
                .hasMessageContaining("takes KEY=VALUE after set, not \"burst\"");
        assertThatThrownBy(() -> run("rate", "unset")).hasMessageContaining("needs KEY");
        assertThatThrownBy(() -> run("rate", "revert", "one")).hasMessageContaining("the revision is a number");
        assertThatThrownBy(() -> run("rate", "history", "x")).hasMessageContaining("does not take \"x\" there");
        assertThatThrownBy(() -> new ConfigCommands(Optional.empty()).config(session))
                .hasMessageStartingWith("The bundle io.hookline.config is not running");
        assertThat(configurations.asked).isEmpty();
    }
}
