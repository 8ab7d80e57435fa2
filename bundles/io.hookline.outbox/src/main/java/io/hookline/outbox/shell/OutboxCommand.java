package io.hookline.outbox.shell;

import io.hookline.outbox.status.DeadLetter;
import io.hookline.outbox.status.OutboxControl;
import io.hookline.shell.command.Arguments;
import io.hookline.shell.command.Column;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandArgument;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandOption;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Completion;
import io.hookline.shell.command.Role;
import io.hookline.sql.DatabaseUnavailableException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The command {@code hook:outbox}. */
@Component(service = Command.class)
@CommandName("outbox")
public final class OutboxCommand implements Command {

    private static final String LAST = "--last";
    private static final String ALL = "--all";
    private static final long DEFAULT_LAST = 100;
    private static final int MOST = 10_000;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable OutboxControl control;

    /** Without an outbox until one is configured. */
    @Activate
    public OutboxCommand() {}

    OutboxCommand(OutboxControl control) {
        this.control = control;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Shows the events that wait for their delivery, and repeats dead letters.")
                .withArgument(CommandArgument.optional("ACTION").withCompletion(Completion.of("dead", "replay")))
                .withArgument(CommandArgument.optional("ID"))
                .withOptions(
                        CommandOption.value(LAST, "N", "Sets how many dead letters are shown of each database: 100."),
                        CommandOption.flag(ALL, "Repeats all dead letters."))
                .withForm("", "Shows each outbox: events that wait, dead letters, deliveries of this process.")
                .withForm("dead", "Shows the dead letters, the oldest first, and why they were given up.")
                .withForm("replay ID", "Lets one dead letter wait for its delivery again.")
                .withForm("replay --all", "Lets all dead letters wait for their delivery again.")
                .withExample("hook:outbox replay 4a7b0b62-8d51-4f0e-9c41-0d1a2c9d8e77")
                .withReason()
                .withPermission(Role.VIEWER);
    }

    @Override
    public Role permission(Arguments arguments) {
        return arguments.positional(0).equals("replay") ? Role.OPERATOR : Role.VIEWER;
    }

    @Override
    public CommandResult run(CommandContext context) {
        OutboxControl there = control;
        if (there == null) {
            throw new CommandException("the outbox is off. Switch it on: hook:config io.hookline.outbox set workers=2");
        }
        Arguments given = context.arguments();
        try {
            return switch (given.positional(0)) {
                case "" -> status(there);
                case "dead" -> dead(there, (int) Math.min(MOST, given.number(LAST, 1, DEFAULT_LAST)));
                case "replay" -> replay(there, given);
                default -> throw given.complaint("knows dead and replay, not \"" + given.positional(0) + "\"");
            };
        } catch (DatabaseUnavailableException | SQLException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }

    private static CommandResult status(OutboxControl there) {
        OutboxReport report = new OutboxReport(there.statuses());
        return CommandResult.text(report, width -> report.text(width, Instant.now()));
    }

    private static CommandResult dead(OutboxControl there, int most) throws DatabaseUnavailableException, SQLException {
        List<DeadLetter> letters = there.deadLetters(most);
        return CommandResult.table(
                        letters,
                        Column.of("ID", DeadLetter::id),
                        Column.of("DATABASE", DeadLetter::database),
                        Column.of("TYPE", DeadLetter::type),
                        Column.of("KEY", letter -> letter.key().isEmpty() ? "-" : letter.key()),
                        Column.of("DIED", letter -> letter.died().truncatedTo(ChronoUnit.SECONDS)),
                        Column.of("ATTEMPTS", DeadLetter::attempts),
                        Column.of("PROBLEM", DeadLetter::problem))
                .whenEmpty("There is no dead letter.");
    }

    private static CommandResult replay(OutboxControl there, Arguments given)
            throws DatabaseUnavailableException, SQLException {
        String id = given.positional(1);
        if (given.has(ALL) != id.isEmpty()) {
            throw given.complaint("replay takes an id, or " + ALL);
        }
        int replayed;
        if (given.has(ALL)) {
            replayed = there.replayAll();
        } else if (there.replay(id)) {
            replayed = 1;
        } else {
            throw new CommandException("there is no dead letter with this id. hook:outbox dead shows them all");
        }
        return CommandResult.text(
                new Replayed(replayed),
                width -> replayed + (replayed == 1 ? " event waits" : " events wait") + " for delivery again.\n");
    }

    /**
     * The result of a replay.
     *
     * @param replayed how many dead letters wait again
     */
    record Replayed(int replayed) {}
}
