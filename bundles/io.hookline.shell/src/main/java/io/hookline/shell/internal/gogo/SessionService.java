package io.hookline.shell.internal.gogo;

import io.hookline.api.runtime.Actor;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.command.Role;
import io.hookline.shell.internal.table.CommandRun;
import io.hookline.shell.internal.table.CommandTable;
import io.hookline.shell.internal.table.LineCompletions;
import io.hookline.shell.internal.table.OfferedCommand;
import io.hookline.shell.internal.text.FittedLines;
import io.hookline.shell.session.CommandAnswer;
import io.hookline.shell.session.CommandAnswer.Status;
import io.hookline.shell.session.CommandConsole;
import io.hookline.shell.session.CommandInfo;
import io.hookline.shell.session.CommandOffers;
import io.hookline.shell.session.CommandRequest;
import io.hookline.shell.session.CommandService;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Runs the commands of the whiteboard for other bundles. */
@Component
public final class SessionService implements CommandService {

    private final CommandTable table;
    private final LineCompletions completions;

    /** For the commands of the whiteboard. */
    @Activate
    public SessionService(@Reference CommandWhiteboard whiteboard) {
        this(whiteboard.table());
    }

    SessionService(CommandTable table) {
        this.table = table;
        this.completions = new LineCompletions(table);
    }

    @Override
    public List<CommandInfo> commands() {
        return table.commands().stream().map(CommandInfos::of).toList();
    }

    @Override
    public CommandAnswer run(CommandRequest request, CommandConsole console) {
        String name = request.words().get(0);
        OfferedCommand command = find(name).orElse(null);
        if (command == null) {
            List<String> ids =
                    table.commands().stream().map(one -> one.id().toString()).toList();
            return new CommandAnswer(Status.UNKNOWN, "", UnknownCommand.message(name, ids));
        }
        CommandRun run = new CommandRun(command.id(), command::command, new Console(request, console));
        try {
            CommandRun.Outcome outcome =
                    run.run(request.words().subList(1, request.words().size()));
            return new CommandAnswer(
                    outcome.failure() == null ? Status.DONE : Status.FAILED,
                    outcome.data() || !request.fitted()
                            ? outcome.text()
                            : FittedLines.of(outcome.text(), request.width()),
                    outcome.failure());
        } catch (CommandException e) {
            return new CommandAnswer(status(e), "", e.getMessage());
        }
    }

    @Override
    public CommandOffers complete(List<String> before, String typed) {
        if (before.isEmpty()) {
            return new CommandOffers(
                    commands().stream()
                            .filter(command -> command.name().startsWith(typed))
                            .map(command -> new CommandOffers.Word(command.name(), command.summary(), true))
                            .toList(),
                    false);
        }
        return find(before.get(0))
                .map(command -> completions.of(command.id().toString(), before.subList(1, before.size()), typed))
                .orElse(CommandOffers.NONE);
    }

    private static Status status(CommandException failure) {
        if (failure.isInterruption()) {
            return Status.INTERRUPTED;
        }
        if (failure.isProhibition()) {
            return Status.FORBIDDEN;
        }
        return failure.isConflict() ? Status.CONFLICT : Status.FAILED;
    }

    private Optional<OfferedCommand> find(String name) {
        return table.find(name).or(() -> table.find(Command.DEFAULT_SCOPE + ":" + name));
    }

    /** The console of another bundle. */
    private record Console(CommandRequest request, CommandConsole console) implements CommandRun.Console {

        @Override
        public void print(String text) {
            console.print(text);
        }

        @Override
        public void redraw(String text) {
            console.redraw(text);
        }

        @Override
        public int width() {
            return request.width();
        }

        @Override
        public @Nullable Path folder() {
            return request.folder();
        }

        @Override
        public Actor actor() {
            return request.actor();
        }

        @Override
        public Role role() {
            return request.role();
        }

        @Override
        public String reason() {
            return request.reason();
        }

        @Override
        public void reasoned(String reason) {
            console.reasoned(reason);
        }

        @Override
        public void admitted(Role needed) {
            console.admitted(needed);
        }

        @Override
        public boolean keepsProgressApart() {
            return console.keepsProgressApart();
        }
    }
}
