package io.hookline.shell.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.shell.internal.gogo.CommandShell;
import org.junit.jupiter.api.Test;

final class RegistryCommandsTest {

    private final CommandShell shell = shell(FakeCore.of(FakeRuntime.busy())).wide(150);

    @Test
    void everyCommandSaysThatTheCoreIsNotThere() {
        CommandShell without = shell(FakeCore.missing());
        assertThatThrownBy(() -> without.run("plugins")).hasMessageStartingWith("The core is not running");
        assertThatThrownBy(() -> without.run("route", "sync")).hasMessageStartingWith("The core is not running");
    }

    @Test
    void pluginsShowsWhatEachIsWhereItStandsAndWhoDependsOnWhom() {
        shell.run("plugins");
        assertThat(shell.printed())
                .isEqualTo(
                        """
                ID  STATE      PLUGIN     VERSION  KNOWN AS    TAGS        POINTS
                21  ACTIVE     acme.key   1.0.0    key         auth, sync  http.pre-request
                22  ACTIVE     acme.rate  1.1.0    rate 1.2.0  sync        http.pre-request
                 9  ACTIVE     acme.rate  1.0.0    -           -           http.pre-request (stands by)
                30  INSTALLED  acme.late  1.0.0    -           -           http.pre-request (required, not in its chain: see hook:refused)
                acme.key 1.0.0 is required by acme.rate 1.1.0
                acme.rate 1.1.0 depends on key [1.0,2), store
                """);
    }

    @Test
    void pluginsMayBeAskedForByTags() {
        shell.run("plugins", "--tags", "sync, auth");
        assertThat(shell.printed()).contains("acme.key").doesNotContain("acme.late", "acme.rate  ");
    }

    @Test
    void nothingInstalledIsASentenceWithTheNextStep() {
        CommandShell empty = shell(FakeCore.of(FakeRuntime.empty()));
        empty.run("plugins");
        assertThat(empty.printed()).startsWith("No plugin is installed. Install one: hook:deploy");
    }

    @Test
    void aTagThatNobodyHasIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> shell.run("plugins", "--tags=sinc"))
                .hasToString("No plugin has the tag sinc. Did you mean sync? There is: auth, sync.");
        assertThatThrownBy(() -> shell.run("route", "sync", "aut"))
                .hasMessageStartingWith("No plugin has the tag aut. Did you mean auth?");
    }

    @Test
    void routeShowsWhoIsChosenAndWhy() {
        shell.run("route", "sync");
        assertThat(shell.printed())
                .isEqualTo(
                        """
                    RANKING  PLUGIN     VERSION  KNOWN AS  TAGS        WHY
                ->      100  acme.key   1.0.0    key       auth, sync  it is the best
                         50  acme.rate  1.1.0    rate      sync        it stands\\u001B behind
                """);
    }

    @Test
    void aRouteThatLeadsNowhereSaysSo() {
        shell.run("route", "--type", "org.acme.Store", "sync");
        assertThat(shell.printed())
                .endsWith(
                        "A route to a plugin with the tags sync that publishes org.acme.Store leads to no plugin now.\n");
    }

    @Test
    void theyAnswerInJson() {
        shell.run("plugins", "--json", "--tags", "auth");
        assertThat(shell.printed()).contains("\"tags\" : [", "\"dependants\" : [", "\"acme.rate 1.1.0\"");
        shell.reset();
        shell.run("route", "--json", "sync");
        assertThat(shell.printed()).contains("\"chosen\" : true");
    }

    private static CommandShell shell(CoreClient core) {
        return new CommandShell(new PluginsCommand(core), new RouteCommand(core));
    }
}
