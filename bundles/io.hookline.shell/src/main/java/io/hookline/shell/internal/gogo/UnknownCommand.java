package io.hookline.shell.internal.gogo;

import io.hookline.common.text.NearestNames;
import io.hookline.common.text.Printable;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;

/** What Gogo calls for a command that it does not know: says which command may have been meant. */
public final class UnknownCommand implements Function {

    /** The session's variable under which Gogo finds the function. */
    public static final String VARIABLE = "default";

    private static final String ALL = ".commands";
    private static final String OWN = Command.DEFAULT_SCOPE + ":";
    private static final int MOST = 4;

    /** Without state. */
    public UnknownCommand() {}

    @Override
    public Object execute(CommandSession session, List<Object> arguments) {
        String typed = arguments.isEmpty() ? "" : String.valueOf(arguments.get(0));
        List<String> known = session.get(ALL) instanceof Collection<?> all
                ? all.stream().map(String::valueOf).toList()
                : List.of();
        throw new CommandException(message(typed, known));
    }

    /** The message for a name among the known ones, each with its scope. */
    static String message(String typed, List<String> known) {
        List<String> meant = meant(typed, known);
        return "No command is named " + Printable.of(typed) + "."
                + (meant.isEmpty() ? "" : " Did you mean " + Printable.of(String.join(" or ", meant)) + "?")
                + " All commands: help";
    }

    private static List<String> meant(String typed, List<String> known) {
        String name = name(typed).toLowerCase(Locale.ROOT);
        List<String> same = of(known, one -> name(one).equals(name));
        if (!same.isEmpty()) {
            return same;
        }
        List<String> beginning =
                name.length() < 2 ? List.of() : of(known, one -> name(one).startsWith(name));
        if (!beginning.isEmpty() && beginning.size() <= MOST) {
            return beginning;
        }
        int fewest = known.stream()
                .mapToInt(one -> NearestNames.edits(name, name(one)))
                .min()
                .orElse(Integer.MAX_VALUE);
        // Two edits turn any short name into another one.
        return fewest > Math.max(1, name.length() / 3)
                ? List.of()
                : of(known, one -> NearestNames.edits(name, name(one)) == fewest);
    }

    /** Those that match, of the default scope first. */
    private static List<String> of(List<String> known, Predicate<String> matching) {
        return known.stream()
                .filter(matching)
                .sorted(Comparator.<String>comparingInt(one -> one.startsWith(OWN) ? 0 : 1)
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    private static String name(String id) {
        return id.substring(id.indexOf(':') + 1);
    }
}
