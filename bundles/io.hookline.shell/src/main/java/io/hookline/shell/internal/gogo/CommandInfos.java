package io.hookline.shell.internal.gogo;

import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.internal.table.CommandParser;
import io.hookline.shell.internal.table.LineCompletions;
import io.hookline.shell.internal.table.OfferedCommand;
import io.hookline.shell.session.CommandInfo;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Describes commands for clients, which run none of their code. */
final class CommandInfos {

    private static final Logger LOG = LoggerFactory.getLogger(CommandInfos.class);
    private static final CommandDescription UNKNOWN = CommandDescription.of("");

    private CommandInfos() {}

    static CommandInfo of(OfferedCommand command) {
        Optional<CommandDescription> known = describe(command);
        CommandDescription description = known.orElse(UNKNOWN);
        String name = LineCompletions.shortName(command.id());
        return new CommandInfo(
                name,
                description.summary(),
                command.bundle(),
                command.version(),
                command.isBuiltIn(),
                description.permission().word(),
                known.isPresent() ? (name + " [OPTION…] " + description.argumentUsage()).strip() : "",
                description.details(),
                description.arguments().stream()
                        .map(argument -> new CommandInfo.Argument(
                                argument.name(),
                                argument.required(),
                                argument.repeated(),
                                argument.completion().hasFiles()))
                        .toList(),
                known.isPresent()
                        ? CommandParser.optionsOf(description).stream()
                                .map(option ->
                                        new CommandInfo.Option(option.name(), option.value(), option.description()))
                                .toList()
                        : List.of(),
                description.forms(),
                description.examples());
    }

    private static Optional<CommandDescription> describe(OfferedCommand command) {
        try {
            return Optional.of(command.command().description());
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("{} cannot be described", command.id(), e);
            return Optional.empty();
        }
    }
}
