package io.hookline.outbox.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.outbox.status.DeadLetter;
import io.hookline.outbox.status.OutboxControl;
import io.hookline.outbox.status.OutboxStatus;
import io.hookline.shell.command.Arguments;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Role;
import io.hookline.shell.command.TextResult;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The command with outboxes that answer as they are told. */
final class OutboxCommandTest {

    private static final DeadLetter LETTER = new DeadLetter(
            "records", "id-1", "record-saved", "7", Instant.EPOCH, Instant.EPOCH, 20, "host answered 500");

    private final List<String> replayed = new ArrayList<>();
    private final OutboxCommand command = new OutboxCommand(new FakeControl());

    @Test
    void itShowsWhatWaitsAndWhatIsWrong() {
        String text = ((TextResult) run()).text().apply(200);
        assertThat(text).containsPattern("records +3 +\\d+ h +1 +40 +5 +2 +no hook");
        assertThat(text).containsPattern("away +\\? +- +\\? +0 +0 +0 +gone");
    }

    @Test
    void itShowsDeadLetters() {
        assertThat(run("dead").data()).isEqualTo(List.of(LETTER));
        assertThat(run("dead", "--last", "1").data()).isEqualTo(List.of(LETTER));
        assertThatThrownBy(() -> run("dead", "--last", "0")).hasMessageContaining("1 or more");
    }

    @Test
    void itReplaysOneOrAllAndOnlyForOperators() {
        assertThat(run("replay", "id-1").data()).isEqualTo(new OutboxCommand.Replayed(1));
        assertThat(run("replay", "--all").data()).isEqualTo(new OutboxCommand.Replayed(9));
        assertThat(replayed).containsExactly("id-1", "all");
        assertThatThrownBy(() -> run("replay", "id-2")).hasMessageContaining("no dead letter with this id");
        assertThatThrownBy(() -> run("replay")).hasMessageContaining("takes an id, or --all");
        assertThatThrownBy(() -> run("replay", "id-1", "--all")).hasMessageContaining("takes an id, or --all");
        assertThatThrownBy(() -> run("drop")).hasMessageContaining("knows dead and replay");
        assertThat(command.permission(arguments("replay", "id-1"))).isEqualTo(Role.OPERATOR);
        assertThat(command.permission(arguments("dead"))).isEqualTo(Role.VIEWER);
    }

    @Test
    void withoutAnOutboxItSaysHowToSwitchItOn() {
        assertThatThrownBy(() -> new OutboxCommand().run(context(arguments())))
                .hasMessageContaining("hook:config io.hookline.outbox set");
    }

    private CommandResult run(String... words) {
        return command.run(context(arguments(words)));
    }

    private static CommandContext context(Arguments arguments) {
        return (CommandContext) Proxy.newProxyInstance(
                OutboxCommandTest.class.getClassLoader(),
                new Class<?>[] {CommandContext.class},
                (proxy, method, none) -> {
                    if (method.getName().equals("arguments")) {
                        return arguments;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private static Arguments arguments(String... words) {
        Map<String, List<String>> options = new HashMap<>();
        List<String> positional = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals("--last")) {
                options.put(words[i], List.of(words[++i]));
            } else if (words[i].startsWith("--")) {
                options.put(words[i], List.of(""));
            } else {
                positional.add(words[i]);
            }
        }
        return new Arguments("hook:outbox", "Usage: …", options, positional);
    }

    private final class FakeControl implements OutboxControl {

        @Override
        public List<OutboxStatus> statuses() {
            return List.of(
                    new OutboxStatus("records", 3, Instant.EPOCH, 1, 40, 5, 2, "no hook takes the events a"),
                    new OutboxStatus("away", -1, null, -1, 0, 0, 0, "gone"));
        }

        @Override
        public List<OutboxStatus> lastStatuses() {
            return statuses();
        }

        @Override
        public List<DeadLetter> deadLetters(int most) {
            return List.of(LETTER);
        }

        @Override
        public boolean replay(String eventId) {
            if (eventId.equals("id-1")) {
                replayed.add(eventId);
                return true;
            }
            return false;
        }

        @Override
        public int replayAll() {
            replayed.add("all");
            return 9;
        }
    }
}
