package io.hookline.shell.internal.gogo;

import io.hookline.common.text.Printable;
import io.hookline.shell.command.CommandArgument;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.command.CommandOption;
import io.hookline.shell.command.Completion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.felix.service.command.CommandSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The completions of one session, by command. When the session asks for a command of the whiteboard, its completions
 * are made from its description with the builtin {@code complete}, unless they are there. Used by the thread of the
 * session.
 */
final class CommandCompletions extends HashMap<Object, Object> {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(CommandCompletions.class);

    /** The shell's builtin that lists files. */
    private static final String FILES = "'__files'";

    /**
     * The session's variable that holds the values of the commands; a name with an underscore is not completed itself.
     */
    private static final String VALUES = "__hookline_values";

    private final transient CommandSession session;
    private final transient CommandTable table;
    private final transient Map<String, OfferedCommand> filled = new HashMap<>();
    private transient boolean filling;

    CommandCompletions(Map<?, ?> known, CommandSession session, CommandTable table) {
        super(known);
        this.session = session;
        this.table = table;
        session.put(VALUES, new CompletionValues(table));
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        if (key instanceof String id && !filling) {
            OfferedCommand command = table.find(id).orElse(null);
            OfferedCommand before = filled.get(id);
            if (command != before) {
                fill(id, command);
            }
        }
        return super.get(key);
    }

    private void fill(String id, @Nullable OfferedCommand command) {
        filling = true;
        try {
            remove(id);
            filled.remove(id);
            if (command != null) {
                filled.put(id, command);
                for (String line : lines(id, command.command().description())) {
                    session.execute(line);
                }
            }
        } catch (Exception e) {
            LOG.debug("the command {} cannot be completed", id, e);
        } finally {
            filling = false;
        }
    }

    /** Calls of the builtin {@code complete} that describe a command. */
    static List<String> lines(String id, CommandDescription description) {
        String complete = "complete -c " + id;
        List<String> lines = new ArrayList<>();
        lines.add(complete + " -e");
        lines.add(complete + " -d " + quoted(description.summary()));
        for (CommandOption option : CommandParser.optionsOf(description)) {
            String values = offer(id, option.name(), option.completion());
            lines.add(complete + " -l " + option.name().substring(2) + " -d " + quoted(option.description())
                    + (values.isEmpty() ? "" : " -a " + values));
        }
        Set<String> arguments = new LinkedHashSet<>();
        for (CommandArgument argument : description.arguments()) {
            arguments.add(offer(id, argument.name(), argument.completion()));
            if (argument.completion().hasFiles()) {
                arguments.add(FILES);
            }
        }
        arguments.remove("");
        arguments.forEach(values -> lines.add(complete + " -a " + values));
        return lines;
    }

    /** A call that asks for the values, for the Tab at which they are needed; empty if there are none. */
    private static String offer(String id, String of, Completion completion) {
        return completion.equals(Completion.NONE)
                ? ""
                : quoted("$" + VALUES + " of \"" + id + "\" \"" + of
                        + "\" ($.commandLine words) ($.commandLine wordIndex)");
    }

    private static String quoted(String text) {
        return "'" + Printable.of(text).replace('\'', '’') + "'";
    }

    /** The values of the commands' arguments and options. Public, so that Gogo can call it. */
    public static final class CompletionValues {

        private final CommandTable table;

        CompletionValues(CommandTable table) {
            this.table = table;
        }

        /**
         * The values for an argument or an option of a command, if the cursor is at its place.
         *
         * @param id scope and name of the command
         * @param what the name of the argument or option
         * @param words the words of the line
         * @param index which of them is completed
         */
        public List<String> of(String id, String what, List<?> words, int index) {
            OfferedCommand command = table.find(id).orElse(null);
            if (command == null) {
                return List.of();
            }
            try {
                List<String> before = words.subList(0, Math.min(index, words.size())).stream()
                        .map(String::valueOf)
                        .toList();
                return List.copyOf(values(command.command().description(), what, before));
            } catch (CommandException e) {
                LOG.debug("{} {} cannot be completed: {}", id, what, e.getMessage());
            } catch (RuntimeException | LinkageError e) {
                LOG.debug("{} {} cannot be completed", id, what, e);
            }
            return List.of();
        }

        private static Collection<String> values(CommandDescription description, String what, List<String> before) {
            Set<String> valued = new HashSet<>();
            for (CommandOption option : description.options()) {
                if (option.hasValue()) {
                    valued.add(option.name());
                }
            }
            String last = before.isEmpty() ? "" : before.get(before.size() - 1);
            if (valued.contains(last)) {
                return description.options().stream()
                        .filter(option ->
                                option.name().equals(what) && option.name().equals(last))
                        .findFirst()
                        .map(option -> option.completion().values())
                        .orElse(List.of());
            }
            List<CommandArgument> arguments = description.arguments();
            int place = Math.min(countPositional(before, valued), arguments.size() - 1);
            return place >= 0 && arguments.get(place).name().equals(what)
                    ? arguments.get(place).completion().values()
                    : List.of();
        }

        /** How many arguments stand behind the command's name. */
        private static int countPositional(List<String> before, Set<String> valued) {
            int count = 0;
            for (int i = 1; i < before.size(); i++) {
                if (!before.get(i).startsWith("--") && !valued.contains(before.get(i - 1))) {
                    count++;
                }
            }
            return count;
        }
    }
}
