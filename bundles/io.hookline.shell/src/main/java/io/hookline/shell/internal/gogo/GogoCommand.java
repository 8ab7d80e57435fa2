package io.hookline.shell.internal.gogo;

import io.hookline.api.runtime.Actor;
import io.hookline.common.text.LiveText;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.command.Role;
import io.hookline.shell.internal.table.CommandId;
import io.hookline.shell.internal.table.CommandRun;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jspecify.annotations.Nullable;

/** A command as a function of Gogo: runs it, and prints its result. Safe for use by many threads. */
final class GogoCommand implements Function {

    private final CommandId id;
    private final Supplier<Command> command;
    private final RunningCommands running;

    /**
     * The function for a command.
     *
     * @param command gets the command
     * @param running learns of each call
     */
    GogoCommand(CommandId id, Supplier<Command> command, RunningCommands running) {
        this.id = id;
        this.command = command;
        this.running = running;
    }

    @Override
    public @Nullable Object execute(CommandSession session, List<Object> arguments) {
        List<String> words = arguments.stream().map(String::valueOf).toList();
        try (RunningCall call = running.begin(session, id)) {
            SessionOutput output = new SessionOutput(session, call);
            CommandRun.Outcome outcome =
                    new CommandRun(id, command, new Console(session, output, output.live())).run(words);
            output.print(outcome.data() ? outcome.text() : output.coloured(output.fitted(outcome.text())));
            if (outcome.failure() != null) {
                throw new CommandException(outcome.failure());
            }
        }
        return null;
    }

    /** The session. */
    private record Console(CommandSession session, SessionOutput output, LiveText redrawn)
            implements CommandRun.Console {

        /** The session belongs to the user that the process runs as. */
        private static final Actor USER = new Actor(Actor.Kind.SHELL, System.getProperty("user.name", ""));

        @Override
        public void print(String text) {
            output.print(text);
        }

        @Override
        public void redraw(String text) {
            redrawn.show(text);
        }

        @Override
        public int width() {
            return output.width();
        }

        @Override
        public @Nullable Path folder() {
            return session.currentDir();
        }

        @Override
        public Actor actor() {
            return USER;
        }

        @Override
        public Role role() {
            return Role.OWNER;
        }
    }
}
