package io.hookline.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RegistryCommandsTest {

    private final CommandSession session = FakeSession.wide(150);
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final RegistryCommands commands = new RegistryCommands(Optional.of(new FakeRegistry(FakeRuntime.busy())));
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

    @Test
    void everyCommandSaysThatTheCoreIsNotThere() {
        RegistryCommands without = new RegistryCommands(Optional.empty());
        assertThatThrownBy(() -> without.plugins(session)).hasMessageStartingWith("The core is not running");
        assertThatThrownBy(() -> without.route(session, "sync")).hasMessageStartingWith("The core is not running");
    }

    @Test
    void pluginsShowsWhatEachIsWhereItStandsAndWhoDependsOnWhom() {
        commands.plugins(session);
        assertThat(printed())
                .isEqualTo(
                        """
                ID  STATE      PLUGIN     VERSION  KNOWN AS    TAGS        POINTS
                21  ACTIVE     acme.key   1.0.0    key         auth, sync  http.pre-request
                22  ACTIVE     acme.rate  1.1.0    rate 1.2.0  sync        http.pre-request
                 9  ACTIVE     acme.rate  1.0.0    -           -           http.pre-request (stands by)
                30  INSTALLED  acme.late  1.0.0    -           -           http.pre-request (asks for it, not in its chain: hook:refused says why)
                acme.key 1.0.0 is needed by acme.rate 1.1.0
                acme.rate 1.1.0 depends on key [1.0,2), store
                """);
    }

    @Test
    void pluginsMayBeAskedForByTags() {
        commands.plugins(session, "--tags", "sync, auth");
        assertThat(printed()).contains("acme.key").doesNotContain("acme.late", "acme.rate  ");
    }

    @Test
    void nothingInstalledIsASentenceWithTheNextStep() {
        new RegistryCommands(Optional.of(new FakeRegistry(FakeRuntime.empty()))).plugins(session);
        assertThat(printed()).startsWith("No plugin is installed. Install one: felix:install");
    }

    @Test
    void aTagThatNobodyHasIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> commands.plugins(session, "--tags=sinc"))
                .hasToString("No plugin has the tag sinc. Did you mean sync? There is: auth, sync.");
        assertThatThrownBy(() -> commands.route(session, "sync", "aut"))
                .hasMessageStartingWith("No plugin has the tag aut. Did you mean auth?");
    }

    @Test
    void routeShowsWhoIsChosenAndWhy() {
        commands.route(session, "sync");
        assertThat(printed())
                .isEqualTo(
                        """
                    RANKING  PLUGIN     VERSION  KNOWN AS  TAGS        WHY
                ->      100  acme.key   1.0.0    key       auth, sync  it is the best
                         50  acme.rate  1.1.0    rate      sync        it stands\\u001B behind
                """);
    }

    @Test
    void aRouteThatLeadsNowhereSaysSo() {
        commands.route(session, "--type", "org.acme.Store", "sync");
        assertThat(printed())
                .endsWith("A route to a plugin with the tags sync that publishes org.acme.Store leads nowhere now.\n");
    }

    @Test
    void theyAnswerInJson() {
        commands.plugins(session, "--json", "--tags", "auth");
        assertThat(printed()).contains("\"tags\" : [", "\"dependants\" : [", "\"acme.rate 1.1.0\"");
        printed.reset();
        commands.route(session, "--json", "sync");
        assertThat(printed()).contains("\"chosen\" : true");
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
