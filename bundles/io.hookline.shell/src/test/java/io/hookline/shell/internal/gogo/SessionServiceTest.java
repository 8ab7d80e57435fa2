package io.hookline.shell.internal.gogo;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.runtime.Actor;
import io.hookline.shell.command.Arguments;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandOption;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Role;
import io.hookline.shell.internal.table.CommandId;
import io.hookline.shell.internal.table.CommandTable;
import io.hookline.shell.internal.table.OfferedCommand;
import io.hookline.shell.session.CommandAnswer;
import io.hookline.shell.session.CommandAnswer.Status;
import io.hookline.shell.session.CommandConsole;
import io.hookline.shell.session.CommandInfo;
import io.hookline.shell.session.CommandOffers;
import io.hookline.shell.session.CommandRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SessionServiceTest {

    private static final Actor ADA = new Actor(Actor.Kind.SHELL, "ada");

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
    private final SessionService service = new SessionService(table);
    private final List<String> shown = new ArrayList<>();

    @BeforeEach
    void commands() {
        offer("hook", "greet", new GreetCommand());
        offer("other", "where", new WhereCommand());
    }

    private void offer(String scope, String name, Command command) {
        table.add(new OfferedCommand(new CommandId(scope, name), "plugin", "1.2.0", false, () -> command));
    }

    private CommandAnswer run(String... words) {
        return run(Role.OWNER, words);
    }

    private CommandAnswer run(Role role, String... words) {
        return run("", role, words);
    }

    private CommandAnswer run(String reason, Role role, String... words) {
        return service.run(
                new CommandRequest(List.of(words), ADA, role, reason, Path.of("/there"), 40, true),
                new CommandConsole() {
                    @Override
                    public void print(String text) {
                        shown.add(text);
                    }

                    @Override
                    public void redraw(String text) {
                        shown.add("again: " + text);
                    }

                    @Override
                    public void reasoned(String typed) {
                        shown.add("because " + typed);
                    }
                });
    }

    @Test
    void commandsAreListedWithWhatBringsThem() {
        assertThat(service.commands()).extracting(CommandInfo::name).containsExactly("greet", "other:where");
        CommandInfo greet = service.commands().get(0);
        assertThat(greet.summary()).isEqualTo("Greets a person.");
        assertThat(greet.bundle() + " " + greet.version()).isEqualTo("plugin 1.2.0");
        assertThat(greet.builtIn()).isFalse();
        assertThat(greet.permission()).isEqualTo("owner");
        assertThat(greet.usage()).isEqualTo("greet [OPTION…] NAME [FILE]");
        assertThat(greet.arguments())
                .containsExactly(
                        new CommandInfo.Argument("NAME", true, false, false),
                        new CommandInfo.Argument("FILE", false, false, true));
        assertThat(greet.options()).extracting(CommandInfo.Option::name).contains("--times", "--json", "--help");
    }

    @Test
    void aCommandThatStatesNoRoleIsForTheOwnerOfTheProcess() {
        CommandAnswer refused = run(Role.ADMIN, "greet", "Ada");
        assertThat(refused.status()).isEqualTo(Status.FORBIDDEN);
        assertThat(refused.failure()).contains("needs the role owner for this; yours is admin");
        assertThat(run(Role.OWNER, "greet", "Ada").status()).isEqualTo(Status.DONE);
    }

    @Test
    void aCommandRunsForItsRoleAndThoseAboveIt() {
        assertThat(run(Role.VIEWER, "other:where").status()).isEqualTo(Status.DONE);
        assertThat(run(Role.VIEWER, "other:where", "--again").status()).isEqualTo(Status.FORBIDDEN);
        assertThat(run(Role.OPERATOR, "other:where", "--again").status()).isEqualTo(Status.DONE);
    }

    @Test
    void aCommandRunsAsInTheShellWithProgressAndResult() {
        assertThat(run("greet", "Ada", "--times=2"))
                .isEqualTo(new CommandAnswer(Status.DONE, "NAME  TIMES\nAda   2\nThat is all.\n", null));
        assertThat(shown).containsExactly("thinking\\u001B[2J\n");
        assertThat(run("hook:greet", "Ada", "--json").text()).contains("\"times\" : 1");
        assertThat(run("greet", "--help").text()).startsWith("hook:greet: Greets a person.");
    }

    @Test
    void aCommandKnowsWhoTypedItAndWhere() {
        assertThat(run("other:where").text()).isEqualTo("shell:ada in /there\n");
        run("other:where", "--again");
        assertThat(shown).containsExactly("again: shell:ada\n");
    }

    @Test
    void aCommandKnowsWhyItWasTyped() {
        assertThat(run("JIRA-1", Role.OWNER, "other:where").text()).isEqualTo("shell:ada in /there, JIRA-1\n");
        assertThat(shown).isEmpty();
        assertThat(run("JIRA-1", Role.OWNER, "other:where", "--reason", "sale").text())
                .isEqualTo("shell:ada in /there, sale\n");
        assertThat(shown).containsExactly("because sale");
    }

    @Test
    void failuresAreAnswers() {
        assertThat(run("greet")).satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(Status.FAILED);
            assertThat(answer.failure()).contains("hook:greet needs NAME");
        });
        assertThat(run("greet", "Ada", "--fail")).satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(Status.FAILED);
            assertThat(answer.failure()).isNotBlank();
        });
        assertThat(run("gret", "Ada"))
                .isEqualTo(new CommandAnswer(
                        Status.UNKNOWN, "", "No command is named gret. Did you mean hook:greet? All commands: help"));
        Thread.currentThread().interrupt();
        assertThat(run("other:where", "--wait").status()).isEqualTo(Status.INTERRUPTED);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void wordsAreCompleted() {
        assertThat(service.complete(List.of(), "gr").words())
                .containsExactly(new CommandOffers.Word("greet", "Greets a person.", true));
        assertThat(service.complete(List.of("other:where"), "--a").words())
                .extracting(CommandOffers.Word::word)
                .contains("--again");
        assertThat(service.complete(List.of("nothing"), "")).isEqualTo(CommandOffers.NONE);
    }

    /** Says where it was typed, and by whom. */
    private static final class WhereCommand implements Command {

        @Override
        public CommandDescription description() {
            return CommandDescription.of("Says where it was typed, and by whom.")
                    .withOptions(CommandOption.flag("--again", "Redraws."), CommandOption.flag("--wait", "Waits."))
                    .withReason()
                    .withPermission(Role.VIEWER);
        }

        @Override
        public Role permission(Arguments arguments) {
            return arguments.has("--again") ? Role.OPERATOR : Role.VIEWER;
        }

        @Override
        public CommandResult run(CommandContext context) throws InterruptedException {
            if (context.arguments().has("--wait")) {
                new CountDownLatch(1).await();
            }
            if (context.arguments().has("--again")) {
                context.redraw(context.actor() + "\n");
            }
            String why = context.reason().isEmpty() ? "" : ", " + context.reason();
            return CommandResult.text(Map.of(), width -> context.actor() + " in " + context.folder() + why + "\n");
        }
    }
}
