package io.hookline.shell.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookline.config.Configurations;
import io.hookline.shell.command.Arguments;
import io.hookline.shell.command.Completion;
import io.hookline.shell.command.Role;
import io.hookline.shell.internal.gogo.CommandShell;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConfigCommandTest {

    private final FakeConfigurations configurations = new FakeConfigurations();
    private final CommandShell shell = new CommandShell(new ConfigCommand(configurations));

    private String run(String... words) {
        return shell.run("config", words);
    }

    @Test
    void listsWhatIsRefusedAndWhatIsNotChecked() {
        assertThat(run())
                .isEqualTo(
                        """
                NAME                FILE                  REVISION  SET  STATE
                acme.plugin.rate    acme.plugin.rate.cfg         3    2  REFUSED, the one before stays: 'brust' is not known; did you
                                                                         mean 'burst'?
                acme.\\u001Bunknown  -                            1    0  no schema: not checked
                """);
    }

    @Test
    void setMakesOneMoreOfThoseOfWhichThereMayBeAnyNumber() {
        run("acme.rules~mine", "set", "burst=5");
        assertThat(configurations.asked).anySatisfy(asked -> assertThat(asked).startsWith("change acme.rules~mine "));
    }

    @Test
    void showsOneByTheLastPartOfItsName() {
        assertThat(run("rate"))
                .isEqualTo(
                        """
                acme.plugin.rate
                  active    revision 3, in conf/acme.plugin.rate.cfg
                  schema    acme.plugin.rate 1.0.0
                  changes   reach components while they run
                  REFUSED   from file acme.plugin.rate.cfg, at 1970-01-01T00:00:00Z
                    UNKNOWN_KEY: 'brust' is not known; did you mean 'burst'?

                KEY       VALUE     DEFAULT     VALUES
                burst     20        20          whole number, 1 or more. At once
                password  ********  (required)  secret
                """);
    }

    @Test
    void setsWhatItIsTold() {
        assertThat(run("rate", "set", "burst=-1=a", "--restart"))
                .isEqualTo(
                        """
                acme.plugin.rate: revision 4 is active, written to conf/acme.plugin.rate.cfg
                  burst  20 → -1=a
                """);
        assertThat(configurations.asked)
                .containsExactly(
                        "change acme.plugin.rate ConfigurationChange[set={burst=-1=a}, unset=[], mayRestart=true,"
                                + " by=shell:" + System.getProperty("user.name") + "]");
    }

    @Test
    void setsAndUnsetsInOneChange() {
        run("rate", "set", "burst=7", "--unset", "a,b", "--revision", "3");
        run("rate", "set", "--unset=a");
        assertThat(configurations.asked.get(0)).contains("set={burst=7}", "a", "b");
        assertThat(configurations.asked.get(1)).contains("set={}, unset=[a]");
    }

    @Test
    void aChangeThatWasDecidedOnAnOldRevisionIsRefused() {
        assertThatThrownBy(() -> run("rate", "set", "burst=7", "--revision", "2"))
                .hasMessageContaining("Revision 3 of acme.plugin.rate is current, not 2");
        assertThatThrownBy(() -> run("rate", "delete", "--revision", "2")).hasMessageContaining("is current, not 2");
        assertThatThrownBy(() -> run("rate", "history", "--revision", "3")).hasMessageContaining("with a change only");
        assertThatThrownBy(() -> run("rate", "delete", "--unset", "a")).hasMessageContaining("with set only");
        assertThat(configurations.asked).isEmpty();
    }

    @Test
    void whoMayDoWhatIsForAdministratorsToChange() {
        ConfigCommand command = new ConfigCommand(configurations);
        assertThat(permission(command, "rate")).isEqualTo(Role.VIEWER);
        assertThat(permission(command, "rate", "history")).isEqualTo(Role.VIEWER);
        for (String change : List.of("set", "unset", "delete", "revert")) {
            assertThat(permission(command, "rate", change)).isEqualTo(Role.OPERATOR);
        }
        assertThat(permission(command, "io.hookline.admin", "set", "host=0.0.0.0"))
                .isEqualTo(Role.ADMIN);
        assertThat(permission(command, "io.hookline.deploy", "set", "a=b")).isEqualTo(Role.ADMIN);
    }

    private static Role permission(ConfigCommand command, String... words) {
        return command.permission(new Arguments("hook:config", "", Map.of(), List.of(words)));
    }

    @Test
    void aValueMayStandApart() {
        run("rate", "set", "burst=", "12", "a=", "b=c");
        assertThat(configurations.asked.get(0)).contains("burst=12", "b=c");
    }

    @Test
    void setsOptionsOfAPluginThatIsNotThereYet() {
        run("org.example.newcomer", "set", "target=here");
        assertThat(configurations.asked)
                .containsExactly("change org.example.newcomer ConfigurationChange[set={target=here}, unset=[],"
                        + " mayRestart=false, by=shell:" + System.getProperty("user.name") + "]");
        assertThatThrownBy(() -> run("acme.plugin.rat", "set", "burst=1")).hasMessageContaining("acme.plugin.rate");
        assertThatThrownBy(() -> run("newcomer", "set", "burst=1"))
                .hasMessageContaining("No configuration is named newcomer")
                .hasMessageContaining("a plugin which is not deployed: deploy the plugin first, or write conf/PID.cfg");
    }

    @Test
    void deletesAConfiguration() {
        run("rate", "delete", "--restart");
        assertThat(configurations.asked).containsExactly("delete acme.plugin.rate true");
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
                        + "The active configuration of acme.plugin.rate stays.");
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertThatThrownBy(() -> run("rat")).hasMessageContaining("Did you mean acme.plugin.rate?");
        assertThatThrownBy(() -> run("rate", "sett")).hasMessageContaining("has no action \"sett\", perhaps set");
        assertThatThrownBy(() -> run("rate", "set")).hasMessageContaining("needs KEY=VALUE after set");
        assertThatThrownBy(() -> run("rate", "set", "burst"))
                .hasMessageContaining("takes KEY=VALUE after set, not \"burst\"");
        assertThatThrownBy(() -> run("rate", "unset")).hasMessageContaining("needs KEY");
        assertThatThrownBy(() -> run("rate", "revert", "one")).hasMessageContaining("the revision is a number");
        assertThatThrownBy(() -> run("rate", "history", "x")).hasMessageContaining("does not take \"x\" there");
        assertThatThrownBy(() -> new CommandShell(new ConfigCommand((Configurations) null)).run("config"))
                .hasMessageStartingWith("The bundle io.hookline.config is not running");
        assertThat(configurations.asked).isEmpty();
    }

    @Test
    void oneOptionMayBeSetWithoutAnEqualsSign() {
        run("rate", "set", "burst", "http://a/?b=*");
        assertThat(configurations.asked.get(0)).contains("set={burst=http://a/?b=*}");
    }

    @Test
    void tabOffersTheKeysOfThisConfigurationWhereTheyFit() {
        Completion third = new ConfigCommand(configurations)
                .description()
                .arguments()
                .get(2)
                .completion();
        assertThat(third.values(List.of("rate", "set"))).containsExactly("burst=", "password=");
        assertThat(third.values(List.of("rate", "unset"))).containsExactly("burst", "password");
        assertThat(third.values(List.of("rate", "revert"))).containsExactly("3");
        assertThat(third.values(List.of("rate", "schema"))).isEmpty();
    }
}
