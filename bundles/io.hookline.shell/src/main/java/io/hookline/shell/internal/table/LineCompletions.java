package io.hookline.shell.internal.table;

import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandArgument;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.command.CommandOption;
import io.hookline.shell.command.Completion;
import io.hookline.shell.session.CommandOffers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The words that fit at a place of a command line, by the commands' descriptions. Safe for use by many threads. */
public final class LineCompletions {

    private static final Logger LOG = LoggerFactory.getLogger(LineCompletions.class);

    private final CommandTable table;

    public LineCompletions(CommandTable table) {
        this.table = table;
    }

    /** Whether a command of the whiteboard has that name, scope and colon included. */
    public boolean knows(String id) {
        return table.find(id).isPresent();
    }

    /** The commands of the whiteboard: scope and name, with their summaries. */
    public List<CommandOffers.Word> commands() {
        return table.commands().stream()
                .map(command -> new CommandOffers.Word(command.id().toString(), command.summary(), true))
                .toList();
    }

    /**
     * What fits at a place behind a command.
     *
     * @param id scope and name of the command
     * @param before the words between the command and the place
     * @param typed what stands at the place already; may be empty
     */
    public CommandOffers of(String id, List<String> before, String typed) {
        OfferedCommand command = table.find(id).orElse(null);
        if (command == null) {
            return CommandOffers.NONE;
        }
        try {
            return offers(command.command().description(), before, typed);
        } catch (CommandException e) {
            LOG.debug("{} cannot be completed: {}", id, e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("{} cannot be completed", id, e);
        }
        return CommandOffers.NONE;
    }

    private static CommandOffers offers(CommandDescription description, List<String> before, String typed) {
        List<String> positional = new ArrayList<>();
        Set<String> given = new HashSet<>();
        CommandOption waiting = split(description, before, positional, given);
        if (waiting != null) {
            return values(waiting.completion(), positional, Set.of());
        }
        boolean ended = before.contains("--");
        if (typed.startsWith("-") && !ended) {
            return new CommandOffers(options(description, given), false);
        }
        CommandOffers values = argument(description, positional);
        return values.isEmpty() && typed.isEmpty() && !ended
                ? new CommandOffers(options(description, given), false)
                : values;
    }

    /** Sorts the words that stand before the place. Returns the option whose value is due there, or null. */
    private static @Nullable CommandOption split(
            CommandDescription description, List<String> before, List<String> positional, Set<String> given) {
        Map<String, CommandOption> valued = new HashMap<>();
        CommandParser.optionsOf(description).stream()
                .filter(CommandOption::hasValue)
                .forEach(option -> valued.put(option.name(), option));
        CommandOption waiting = null;
        boolean ended = false;
        for (String typed : before) {
            String word = ended ? typed : CommandParser.whole(typed);
            if (waiting != null) {
                waiting = null;
            } else if (!ended && word.equals("--")) {
                ended = true;
            } else if (!ended && word.startsWith("--")) {
                given.add(word);
                waiting = valued.get(word);
            } else {
                positional.add(word);
            }
        }
        return waiting;
    }

    private static List<CommandOffers.Word> options(CommandDescription description, Set<String> given) {
        return CommandParser.optionsOf(description).stream()
                .filter(option -> option.hasValue() || !given.contains(option.name()))
                .map(option -> new CommandOffers.Word(option.name(), option.description(), true))
                .toList();
    }

    private static CommandOffers argument(CommandDescription description, List<String> positional) {
        List<CommandArgument> arguments = description.arguments();
        int last = arguments.size() - 1;
        int place = positional.size();
        if (place > last && (last < 0 || !arguments.get(last).repeated())) {
            return CommandOffers.NONE;
        }
        CommandArgument argument = arguments.get(Math.min(place, last));
        Set<String> used = argument.repeated() ? Set.copyOf(positional.subList(last, place)) : Set.of();
        return values(argument.completion(), positional, used);
    }

    private static CommandOffers values(Completion completion, List<String> positional, Set<String> used) {
        Collection<String> values = completion.values(List.copyOf(positional));
        return new CommandOffers(
                values.stream()
                        .filter(value -> !used.contains(value) && !isSet(value, used))
                        .distinct()
                        .sorted(NaturalOrder.INSTANCE)
                        .map(CommandOffers.Word::of)
                        .toList(),
                completion.hasFiles());
    }

    /** Whether {@code KEY=} is offered although {@code KEY=VALUE} is there. */
    private static boolean isSet(String offered, Set<String> used) {
        return offered.endsWith("=") && used.stream().anyMatch(word -> word.startsWith(offered));
    }

    /** The name of a command without its scope, where that is the default one. */
    public static String shortName(CommandId id) {
        return id.scope().equals(Command.DEFAULT_SCOPE) ? id.name() : id.toString();
    }
}
