package io.hookline.plugin.ssh.internal;

import io.hookline.shell.command.Role;
import io.hookline.shell.session.CommandAnswer;
import io.hookline.shell.session.CommandAnswer.Status;
import io.hookline.shell.session.CommandConsole;
import io.hookline.shell.session.CommandInfo;
import io.hookline.shell.session.CommandOffers;
import io.hookline.shell.session.CommandRequest;
import io.hookline.shell.session.CommandService;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Has the commands status, deploy and wait. Refuses by role, as the shell's do. */
final class FakeCommands implements CommandService {

    final List<CommandRequest> requests = new CopyOnWriteArrayList<>();
    final CountDownLatch waiting = new CountDownLatch(1);
    final CountDownLatch interrupted = new CountDownLatch(1);

    @Override
    public List<CommandInfo> commands() {
        return List.of(info("status", Role.VIEWER), info("deploy", Role.OPERATOR), info("wait", Role.VIEWER));
    }

    private static CommandInfo info(String name, Role role) {
        return new CommandInfo(
                name,
                "Does it.",
                "io.hookline.shell",
                "0.1.0",
                true,
                role.word(),
                name,
                List.of(),
                List.of(new CommandInfo.Argument("FILE", false, true, name.equals("deploy"))),
                List.of(),
                List.of(),
                List.of());
    }

    @Override
    public CommandAnswer run(CommandRequest request, CommandConsole console) {
        requests.add(request);
        String name = request.words().get(0);
        if (name.equals("deploy") && !request.role().includes(Role.OPERATOR)) {
            return new CommandAnswer(Status.FORBIDDEN, "", "needs the role operator");
        }
        return switch (name) {
            case "status", "deploy" -> {
                console.print("working\n");
                yield new CommandAnswer(Status.DONE, name + " of " + request.actor() + "\n", null);
            }
            case "wait" -> {
                waiting.countDown();
                try {
                    new CountDownLatch(1).await();
                    yield new CommandAnswer(Status.DONE, "", null);
                } catch (InterruptedException e) {
                    interrupted.countDown();
                    yield new CommandAnswer(Status.INTERRUPTED, "", "interrupted");
                }
            }
            default -> new CommandAnswer(Status.UNKNOWN, "", "No command is named " + name);
        };
    }

    @Override
    public CommandOffers complete(List<String> before, String typed) {
        return before.isEmpty() && "status".startsWith(typed)
                ? new CommandOffers(List.of(CommandOffers.Word.of("status")), false)
                : CommandOffers.NONE;
    }
}
