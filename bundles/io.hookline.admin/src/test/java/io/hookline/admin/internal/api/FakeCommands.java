package io.hookline.admin.internal.api;

import io.hookline.shell.command.Role;
import io.hookline.shell.session.CommandAnswer;
import io.hookline.shell.session.CommandAnswer.Status;
import io.hookline.shell.session.CommandConsole;
import io.hookline.shell.session.CommandInfo;
import io.hookline.shell.session.CommandOffers;
import io.hookline.shell.session.CommandRequest;
import io.hookline.shell.session.CommandService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Answers like the shell's commands, with the JSON that their own tests expect of them. Refuses by role as they do. */
final class FakeCommands implements CommandService {

    private static final Path GOLDEN = Path.of("../io.hookline.shell/src/test/resources/json");
    private static final Set<String> READING = Set.of(
            "status",
            "points",
            "chain",
            "plugins",
            "history",
            "canaries",
            "guard",
            "config",
            "routes",
            "upstreams",
            "refused",
            "leaks",
            "quarantine",
            "bindings",
            "stats");

    private static final Set<String> CHANGING =
            Set.of("deploy", "swap", "remove", "start", "stop", "rollback", "promote", "wait");
    private static final Set<String> KNOWN = Set.of("plan", "canary", "pause", "resume", "abort");

    final List<CommandRequest> requests = new CopyOnWriteArrayList<>();

    /** Those that changed something. */
    final List<String> changes = new CopyOnWriteArrayList<>();

    final CountDownLatch waiting = new CountDownLatch(1);
    final CountDownLatch interrupted = new CountDownLatch(1);
    final CountDownLatch released = new CountDownLatch(1);

    @Override
    public List<CommandInfo> commands() {
        List<CommandInfo> all = new ArrayList<>();
        for (String name : List.of("status", "deploy", "config")) {
            all.add(new CommandInfo(
                    name,
                    "Does " + name + ".",
                    "io.hookline.shell",
                    "0.1.0",
                    true,
                    CHANGING.contains(name) ? "operator" : "viewer",
                    name + " [OPTION…]",
                    List.of("Details."),
                    List.of(new CommandInfo.Argument("FILE", false, true, name.equals("deploy"))),
                    List.of(new CommandInfo.Option("--json", "", "Prints JSON.")),
                    List.of(),
                    List.of()));
        }
        return all;
    }

    @Override
    public CommandAnswer run(CommandRequest request, CommandConsole console) {
        requests.add(request);
        List<String> words = request.words();
        String name = words.get(0);
        Role needed = needed(words, name);
        if (!request.role().includes(needed)) {
            return new CommandAnswer(Status.FORBIDDEN, "", "needs the role " + needed.word());
        }
        console.admitted(needed);
        boolean known = READING.contains(name) || KNOWN.contains(name) || CHANGING.contains(name);
        boolean plan = name.equals("plan") || words.contains("--plan");
        if (known && needed != Role.VIEWER && !plan) {
            changes.add(String.join(" ", words));
        }
        return switch (name) {
            case "broken" -> throw new IllegalStateException("on purpose");
            case "refuse" -> new CommandAnswer(Status.FAILED, "", "refused");
            case "deploy", "swap", "remove", "start", "stop", "rollback", "promote" -> {
                console.print("  resolving\n");
                yield words.contains("wait@1") ? waits() : done(words.contains("--plan") ? "plan" : name);
            }
            case "wait" -> waits();
            default ->
                known ? done(golden(words, name)) : new CommandAnswer(Status.UNKNOWN, "", "No command is named so");
        };
    }

    private static Role needed(List<String> words, String name) {
        boolean changing =
                name.equals("config") && words.stream().anyMatch(Set.of("set", "delete", "revert")::contains);
        if (words.contains("reset") || changing) {
            return words.stream().anyMatch(word -> word.startsWith("io.hookline.admin")) ? Role.ADMIN : Role.OPERATOR;
        }
        return READING.contains(name) ? Role.VIEWER : Role.OPERATOR;
    }

    private CommandAnswer waits() {
        waiting.countDown();
        try {
            released.await();
            return done("deploy");
        } catch (InterruptedException e) {
            interrupted.countDown();
            return new CommandAnswer(Status.INTERRUPTED, "", "interrupted");
        }
    }

    private static String golden(List<String> words, String name) {
        if (name.equals("config")) {
            return words.contains("schema")
                    ? "config-schema"
                    : words.contains("history")
                            ? "config-history"
                            : words.contains("revert")
                                    ? "config-revert"
                                    : words.contains("set")
                                            ? "config-set"
                                            : words.contains("--") ? "config" : "configs";
        }
        if (name.equals("guard")) {
            return words.contains("--events") ? "guard-events" : words.contains("reset") ? "guard-reset" : "guard";
        }
        return name.equals("routes") || name.equals("upstreams") ? "gateway-" + name : name;
    }

    private static CommandAnswer done(String file) {
        try {
            return new CommandAnswer(Status.DONE, Files.readString(GOLDEN.resolve(file + ".json")), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public CommandOffers complete(List<String> before, String typed) {
        return new CommandOffers(List.of(CommandOffers.Word.of(before + typed)), true);
    }
}
