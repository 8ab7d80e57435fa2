package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.itests.fixture.BundleJar;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandArgument;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandResult;
import java.util.Map;
import org.apache.felix.service.command.CommandProcessor;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/** Commands that bundles add to the shell. */
public class CommandIT extends FrameworkTest {

    @Test
    public void aCommandOfABundleIsInTheShellWhileTheBundleRuns() throws Exception {
        Bundle bundle = installAndStart(greeter("test.greeter", "hook", "greet"));
        assertThat(run("hook:greet Ada")).isEqualTo("Hello Ada\n");
        assertThat(run("hook:greet --json Ada")).contains("\"name\" : \"Ada\"");
        assertThat(run("hook:greet --help")).startsWith("hook:greet: Greets a person.");
        assertThat(run("hook:help")).contains("hook:greet");
        bundle.uninstall();
        assertThatThrownBy(() -> run("hook:greet Ada")).hasMessageContaining("hook:greet");
        assertThat(run("hook:help")).doesNotContain("hook:greet");
    }

    @Test
    public void aBundleCannotReplaceACommandOfTheShellOrOfFelix() throws Exception {
        installAndStart(greeter("test.greeter", "hook", "points"));
        assertThat(run("hook:points")).doesNotContain("Hello");
        assertThat(run("hook:help"))
                .contains(
                        "Refused: hook:points of test.greeter: the bundle io.hookline.shell has a command of this name");
        installAndStart(greeter("test.stopper", "felix", "stop"));
        assertThat(run("hook:help"))
                .contains("Refused: felix:stop of test.stopper: another bundle has a function of this name in Gogo");
    }

    @Test
    public void aBundleMayUseAScopeOfItsOwn() throws Exception {
        installAndStart(greeter("test.greeter", "acme", "points"));
        assertThat(run("acme:points Ada")).isEqualTo("Hello Ada\n");
    }

    private static BundleJar greeter(String bundle, String scope, String command) {
        return BundleJar.of(bundle, "1.0.0")
                .header(Constants.IMPORT_PACKAGE, "io.hookline.shell.command;version=\"[1.0,2)\"")
                .component(
                        "greet",
                        Command.class.getName(),
                        Greet.class,
                        "<property name='" + Command.NAME + "' value='" + command + "'/><property name='"
                                + Command.SCOPE + "' value='" + scope + "'/>");
    }

    private String run(String command) throws Exception {
        return Shell.run(service(CommandProcessor.class), command);
    }

    /** Greets. */
    public static final class Greet implements Command {

        public void activate() {}

        @Override
        public CommandDescription description() {
            return CommandDescription.of("Greets a person.").withArgument(CommandArgument.optional("NAME"));
        }

        @Override
        public CommandResult run(CommandContext context) {
            String name = context.arguments().positional(0);
            return CommandResult.text(Map.of("name", name), width -> "Hello " + name + "\n");
        }
    }
}
