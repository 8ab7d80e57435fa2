package io.hookline.shell.internal.table;

import io.hookline.api.runtime.Actor;
import io.hookline.common.json.Json;
import io.hookline.common.text.Printable;
import io.hookline.shell.command.Arguments;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.OutputFormat;
import io.hookline.shell.command.ResultFormatter;
import io.hookline.shell.command.Role;
import io.hookline.shell.internal.text.Yaml;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a command, whatever shell it was typed in: parses the words, runs the command, and makes the text of its
 * result.
 */
public final class CommandRun {

    private static final Logger LOG = LoggerFactory.getLogger(CommandRun.class);

    private static final int LONGEST_REASON = 1_000;

    private final CommandId id;
    private final Supplier<Command> command;
    private final Console console;

    /**
     * Nothing has run yet.
     *
     * @param command gets the command
     */
    public CommandRun(CommandId id, Supplier<Command> command, Console console) {
        this.id = id;
        this.command = command;
        this.console = console;
    }

    /**
     * Runs it on the calling thread.
     *
     * @param words what was typed behind the command's name
     * @throws CommandException if it fails without a result; what it says can be printed
     */
    public Outcome run(List<String> words) {
        try {
            return call(words);
        } catch (CommandException e) {
            throw e.withMessage(printable(e));
        } catch (InterruptedException e) {
            throw CommandException.interrupted("Interrupted; what was published already stays: hook:status");
        } catch (RuntimeException | Error e) {
            LOG.error("the command {} has failed", id, e);
            throw new CommandException("The command failed unexpectedly: " + Printable.of(e.toString())
                    + ". More: log/hookline.log; what runs: hook:status");
        }
    }

    private Outcome call(List<String> words) throws InterruptedException {
        Command called = command.get();
        CommandDescription description = called.description();
        CommandResult result;
        OutputFormat format;
        if (CommandParser.asksForHelp(words)) {
            CommandHelp help = CommandHelp.of(id, description);
            result = CommandResult.text(help, help::text);
            format = new CommandParser(id, description).formatOfHelp(words);
        } else {
            Arguments arguments = new CommandParser(id, description).parse(words);
            format = arguments.format();
            check(called.permission(arguments));
            result = called.run(new Call(arguments, format, reason(arguments), console));
        }
        String text = ResultFormatter.of(format, console.width()).format(result);
        String failure = result.failure();
        return new Outcome(text, format != OutputFormat.TABLE, failure == null ? null : Printable.lines(failure));
    }

    private String reason(Arguments arguments) {
        String typed = arguments.value(CommandDescription.REASON);
        if (typed.length() > LONGEST_REASON) {
            throw arguments.complaint(
                    "takes " + CommandDescription.REASON + " with at most " + LONGEST_REASON + " characters");
        }
        if (typed.isEmpty()) {
            return console.reason();
        }
        console.reasoned(typed);
        return typed;
    }

    /** Deny by default: a command that states no role is for the owner of the process. */
    private void check(Role needed) {
        if (!console.role().includes(needed)) {
            throw CommandException.forbidden("The command " + id + " needs the role " + needed.word()
                    + " for this; yours is " + console.role().word()
                    + (needed == Role.OWNER ? ". Use the terminal or the socket of the process" : ""));
        }
        console.admitted(needed);
    }

    private static String printable(CommandException failure) {
        return Printable.lines(String.valueOf(failure.getMessage()));
    }

    /**
     * A result.
     *
     * @param text its text, with line ends
     * @param data whether the text is data, for programs
     * @param failure why the command has failed nevertheless; null if it has not
     */
    public record Outcome(String text, boolean data, @Nullable String failure) {}

    /** Where the command was typed. Any thread may call it. */
    public interface Console {

        /** Prints a text that is escaped, with its line end. */
        void print(String text);

        /** Shows a text in place of the one that it showed before. */
        void redraw(String text);

        /** The width of the terminal in characters. */
        int width();

        /** The current folder; null if there is none. */
        @Nullable
        Path folder();

        /** Who typed it. */
        Actor actor();

        /** What they may do. */
        Role role();

        /** Why it was typed, unless the line says so; empty if that is not known. */
        default String reason() {
            return "";
        }

        /** Is told the reason that the line gives, if it gives one. */
        default void reasoned(String reason) {}

        /** Is told which role the call needs, once it is admitted. */
        default void admitted(Role needed) {}

        /** Whether progress is shown even if the result is JSON, because it is kept apart from that. */
        default boolean keepsProgressApart() {
            return false;
        }
    }

    /** One call. */
    private record Call(Arguments arguments, OutputFormat format, String reason, Console console)
            implements CommandContext {

        @Override
        public int width() {
            return console.width();
        }

        @Override
        public @Nullable Path folder() {
            return console.folder();
        }

        @Override
        public Actor actor() {
            return console.actor();
        }

        @Override
        public void redraw(String text) {
            if (format == OutputFormat.TABLE || console.keepsProgressApart()) {
                console.redraw(text);
            }
        }

        @Override
        public void progress(String line) {
            if (format == OutputFormat.TABLE || console.keepsProgressApart()) {
                console.print(Printable.of(line) + "\n");
            }
        }

        @Override
        public void item(Object data, String line) {
            console.print(
                    switch (format) {
                        case TABLE -> Printable.of(line) + "\n";
                        case JSON -> Json.line(data);
                        case YAML -> Yaml.of(data);
                    });
        }
    }
}
