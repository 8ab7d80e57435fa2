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

    private static final String LINE = " ($.commandLine words) ($.commandLine wordIndex)'";

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
                                + " -a '$__hookline_values of \"hook:greet\" \"--times\"" + LINE,
                        "complete -c hook:greet -l fail -d 'Fails in the end.'",
                        "complete -c hook:greet -l json -d 'Prints JSON.'",
                        "complete -c hook:greet -l help -d 'Prints this help.'",
                        "complete -c hook:greet -a '$__hookline_values of \"hook:greet\" \"NAME\"" + LINE,
                        "complete -c hook:greet -a '$__hookline_values of \"hook:greet\" \"FILE\"" + LINE,
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
    void valuesAreOfferedAtTheirPlaceOnly() {
        table.add(greet);
        assertThat(values("NAME", "hook:greet")).containsExactly("Ada", "Alan");
        assertThat(values("--times", "hook:greet")).isEmpty();
        assertThat(values("--times", "hook:greet", "--times")).containsExactly("2", "3");
        assertThat(values("NAME", "hook:greet", "--times")).isEmpty();
        assertThat(values("NAME", "hook:greet", "--times", "2", "--fail")).containsExactly("Ada", "Alan");
        assertThat(values("NAME", "hook:greet", "Ada")).isEmpty();
        assertThat(values("NAME", "hook:greet", "--times=2")).containsExactly("Ada", "Alan");
        assertThat(values("NAME", "hook:nothing")).isEmpty();
    }

    private List<String> values(String what, String... before) {
        CommandCompletions.CompletionValues values =
                (CommandCompletions.CompletionValues) variables.get("__hookline_values");
        List<String> words = new ArrayList<>(List.of(before));
        words.add("");
        return values.of(before[0], what, words, before.length);
    }
}
