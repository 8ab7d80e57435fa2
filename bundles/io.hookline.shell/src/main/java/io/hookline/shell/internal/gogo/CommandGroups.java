package io.hookline.shell.internal.gogo;

import io.hookline.shell.command.Command;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The commands as {@code help} shows them: the shell's own by what they are for, in the order of use, and then those of
 * each other bundle.
 */
final class CommandGroups {

    private static final Map<String, List<String>> OWN = groups();

    private CommandGroups() {}

    private static Map<String, List<String>> groups() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        groups.put(
                "See what runs",
                List.of(
                        "status",
                        "plugins",
                        "points",
                        "chain",
                        "stats",
                        "top",
                        "events",
                        "logs",
                        "doctor",
                        "refused",
                        "why",
                        "route",
                        "bindings",
                        "routes",
                        "upstreams"));
        groups.put(
                "Change what runs",
                List.of(
                        "plan",
                        "deploy",
                        "swap",
                        "start",
                        "stop",
                        "remove",
                        "rollback",
                        "history",
                        "config",
                        "strangle"));
        groups.put("Try a release on some calls", List.of("canary", "canaries", "pause", "resume", "promote", "abort"));
        groups.put("Guard and prove", List.of("guard", "quarantine", "parole", "leaks", "load", "torture"));
        groups.put("Audit", List.of("audit", "spool"));
        groups.put("Events", List.of("outbox"));
        groups.put("Say who may do what", List.of("token", "console"));
        groups.put("Help", List.of("help", "man"));
        return groups;
    }

    /** The commands by the title of their group. No group is empty. */
    static <T> Map<String, List<T>> of(List<T> commands, Names<T> names) {
        Map<String, List<T>> grouped = new LinkedHashMap<>();
        List<T> rest = new ArrayList<>(commands);
        OWN.forEach((title, members) -> {
            List<T> found = new ArrayList<>();
            for (String member : members) {
                rest.stream()
                        .filter(one -> names.command(one).equals(Command.DEFAULT_SCOPE + ":" + member))
                        .findFirst()
                        .ifPresent(found::add);
            }
            rest.removeAll(Set.copyOf(found));
            if (!found.isEmpty()) {
                grouped.put(title, found);
            }
        });
        for (T one : rest) {
            grouped.computeIfAbsent("Of " + names.release(one), first -> new ArrayList<>())
                    .add(one);
        }
        return grouped;
    }

    /** The names that a command is grouped by. */
    interface Names<T> {

        /** Scope and name. */
        String command(T command);

        /** The symbolic name of its bundle, and its version. */
        String release(T command);
    }
}
