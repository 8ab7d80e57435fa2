package io.hookline.shell.internal.gogo;

import io.hookline.common.text.Printable;
import io.hookline.shell.command.Arguments;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.ResultFormatter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A command as a function of Gogo: parses the words, runs the command, and prints its result. Safe for use by many
 * threads.
 */
public final class GogoCommand implements Function {

    private static final Logger LOG = LoggerFactory.getLogger(GogoCommand.class);

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
        try (RunningCall call = running.begin(session, id)) {
            SessionOutput output = new SessionOutput(session, call);
            run(session, output, arguments.stream().map(String::valueOf).toList());
        } catch (CommandException e) {
            throw e.isInterruption() ? CommandException.interrupted(printable(e)) : new CommandException(printable(e));
        } catch (InterruptedException e) {
            throw CommandException.interrupted("Interrupted; what was published already stays: hook:status");
        } catch (RuntimeException | Error e) {
            LOG.error("the command {} has failed", id, e);
            throw new CommandException("The command failed unexpectedly: " + Printable.of(e.toString())
                    + ". More: log/hookline.log; what runs: hook:status");
        }
        return null;
    }

    private void run(CommandSession session, SessionOutput output, List<String> words) throws InterruptedException {
        Command called = command.get();
        CommandDescription description = called.description();
        CommandResult result;
        boolean json;
        if (CommandParser.asksForHelp(words)) {
            CommandHelp help = CommandHelp.of(id, description);
            result = CommandResult.text(help, help::text);
            json = words.contains(CommandDescription.JSON);
        } else {
            Arguments arguments = new CommandParser(id, description).parse(words);
            json = arguments.has(CommandDescription.JSON);
            result = called.run(new Call(arguments, json, output, new RedrawnText(output), session));
        }
        output.print(
                json
                        ? ResultFormatter.json().format(result)
                        : output.fitted(ResultFormatter.text(output.width()).format(result)));
        if (result.failure() != null) {
            throw new CommandException(result.failure());
        }
    }

    private static String printable(CommandException failure) {
        return Printable.lines(String.valueOf(failure.getMessage()));
    }

    /** One call. */
    private record Call(
            Arguments arguments, boolean json, SessionOutput output, RedrawnText redrawn, CommandSession session)
            implements CommandContext {

        @Override
        public int width() {
            return output.width();
        }

        @Override
        public @Nullable Path folder() {
            return session.currentDir();
        }

        @Override
        public void redraw(String text) {
            if (!json) {
                redrawn.show(text);
            }
        }

        @Override
        public void progress(String line) {
            if (!json) {
                output.print(Printable.of(line) + "\n");
            }
        }
    }
}
