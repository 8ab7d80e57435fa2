package io.hookline.plugin.ssh.internal;

import io.hookline.shell.command.Role;
import io.hookline.shell.session.CommandAnswer;
import io.hookline.shell.session.CommandAnswer.Status;
import io.hookline.shell.session.CommandConsole;
import io.hookline.shell.session.CommandInfo;
import io.hookline.shell.session.CommandOffers;
import io.hookline.shell.session.CommandRecord;
import io.hookline.shell.session.CommandRequest;
import io.hookline.shell.session.CommandService;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * Has the commands status, deploy, wait, and hostile, whose texts control a terminal. Refuses by role and tells the
 * console, as the shell's do. It is the audit record, too.
 */
final class FakeCommands implements CommandService, CommandRecord {

    /** Clears a terminal, hides a line, and turns text around. */
    static final String HOSTILE = "a\u001b[2J\r\u009b1m\u202eb";

    final List<CommandRequest> requests = new CopyOnWriteArrayList<>();
    final List<String> recorded = new CopyOnWriteArrayList<>();
    final CountDownLatch waiting = new CountDownLatch(1);
    final CountDownLatch interrupted = new CountDownLatch(1);

    @Override
    public List<CommandInfo> commands() {
        return List.of(
                info("status", Role.VIEWER),
                info("deploy", Role.OPERATOR),
                info("wait", Role.VIEWER),
                info("hostile", Role.VIEWER));
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
        int reason = request.words().indexOf("--reason") + 1;
        if (reason > 0) {
            console.reasoned(request.words().get(reason));
        }
        console.admitted(name.equals("deploy") ? Role.OPERATOR : Role.VIEWER);
        return switch (name) {
            case "hostile" -> {
                console.print(HOSTILE + "\n");
                console.redraw(HOSTILE + "\n");
                yield new CommandAnswer(Status.FAILED, HOSTILE + "\n", HOSTILE);
            }
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
    public void add(CommandRequest request, String address, String reason, Status status) {
        recorded.add(String.join(" ", request.words()) + " by " + request.actor() + " as "
                + request.role().word() + " from " + address + " because " + reason + ": " + status);
    }

    @Override
    public CommandOffers complete(List<String> before, String typed) {
        return before.isEmpty() && "status".startsWith(typed)
                ? new CommandOffers(
                        List.of(CommandOffers.Word.of("status"), CommandOffers.Word.of("sta" + HOSTILE)), false)
                : CommandOffers.NONE;
    }
}
