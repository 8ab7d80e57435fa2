package io.hookline.shell.internal.gogo;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.Test;

final class CommandCompletionsTest {

    private final List<String> executed = new ArrayList<>();
    private final Map<String, Object> variables = new HashMap<>();
    private final CommandSession session = (CommandSession) Proxy.newProxyInstance(
            CommandSession.class.getClassLoader(), new Class<?>[] {CommandSession.class}, (proxy, method, args) -> {
                switch (method.getName()) {
                    case "execute" -> executed.add(String.valueOf(args[0]));
                    case "put" -> variables.put((String) args[0], args[1]);
                    default -> throw new UnsupportedOperationException(method.getName());
                }
                return null;
            });
    private final CommandTable table = new CommandTable(new CommandTable.Functions() {
        @Override
        public boolean isTaken(CommandId id) {
            return false;
        }

        @Override
        public Runnable register(OfferedCommand command) {
            return () -> {};
        }
    });
    private final OfferedCommand greet =
            new OfferedCommand(new CommandId("hook", "greet"), "plugin", false, GreetCommand::new);
    private final CommandCompletions completions = new CommandCompletions(Map.of("gogo:ls", "its own"), session, table);

    @Test
    void aCommandIsDescribedToTheSessionWhenItIsFirstCompleted() {
        table.add(greet);
        assertThat(completions.get("gogo:ls")).isEqualTo("its own");
        completions.get("hook:greet");
        completions.get("hook:greet");
        assertThat(executed)
                .containsExactly(
                        "complete -c hook:greet -e",
                        "complete -c hook:greet -d 'Greets a person.'",
                        "complete -c hook:greet -l times -d 'Greets so often, not ’once’.'"
                                + " -a '$__hookline_values of \"hook:greet\" \"--times\"'",
                        "complete -c hook:greet -l fail -d 'Fails in the end.'",
                        "complete -c hook:greet -l json -d 'Prints JSON.'",
                        "complete -c hook:greet -l help -d 'Prints this help.'",
                        "complete -c hook:greet -a '$__hookline_values of \"hook:greet\" \"NAME\"'",
                        "complete -c hook:greet -a '$__hookline_values of \"hook:greet\" \"FILE\"'",
                        "complete -c hook:greet -a '__files'");
    }

    @Test
    void aCommandThatHasLeftIsForgottenAndAnotherOfItsNameDescribedAnew() {
        table.add(greet);
        completions.get("hook:greet");
        completions.put("hook:greet", "as complete puts it");
        table.remove(greet);
        assertThat(completions.get("hook:greet")).isNull();
        table.add(greet);
        executed.clear();
        completions.get("hook:greet");
        assertThat(executed).hasSize(9);
    }

    @Test
    void valuesComeFromTheDescription() {
        table.add(greet);
        CommandCompletions.CompletionValues values =
                (CommandCompletions.CompletionValues) variables.get("__hookline_values");
        assertThat(values.of("hook:greet", "NAME")).containsExactly("Ada", "Alan");
        assertThat(values.of("hook:greet", "--times")).containsExactly("2", "3");
        assertThat(values.of("hook:nothing", "NAME")).isEmpty();
    }
}
