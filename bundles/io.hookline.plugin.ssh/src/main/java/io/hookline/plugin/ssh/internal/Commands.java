package io.hookline.plugin.ssh.internal;

import io.hookline.api.runtime.Actor;
import io.hookline.common.text.Printable;
import io.hookline.shell.command.Role;
import io.hookline.shell.session.CommandAnswer;
import io.hookline.shell.session.CommandConsole;
import io.hookline.shell.session.CommandInfo;
import io.hookline.shell.session.CommandOffers;
import io.hookline.shell.session.CommandRecord;
import io.hookline.shell.session.CommandRequest;
import io.hookline.shell.session.CommandService;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shell's commands for someone at the other end of a connection. The shell checks the role of each call. Safe for
 * use by many threads.
 */
final class Commands {

    static final int WIDTH = 160;

    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
    private static final Pattern NO_FILE = Pattern.compile("[A-Za-z0-9_.,=%+@ -]*");

    private final CommandService service;
    private final CommandRecord record;
    private final Person person;
    private final String address;

    /**
     * For someone.
     *
     * @param record gets what changes something
     * @param address where they are
     */
    Commands(CommandService service, CommandRecord record, Person person, String address) {
        this.service = service;
        this.record = record;
        this.person = person;
        this.address = address;
    }

    Person person() {
        return person;
    }

    /**
     * What fits at a place in a line. Words of a command are for those who may use it. A word that would control a
     * terminal is not offered.
     */
    CommandOffers complete(List<String> before, String typed) {
        if (!before.isEmpty() && !mayUse(before.get(0))) {
            return CommandOffers.NONE;
        }
        CommandOffers offers = service.complete(before, typed);
        return new CommandOffers(
                offers.words().stream()
                        .filter(offer -> offer.word().codePoints().noneMatch(Printable::isControl))
                        .toList(),
                offers.files());
    }

    private boolean mayUse(String name) {
        return service.commands().stream()
                .filter(command -> isNamed(command, name))
                .anyMatch(command -> Arrays.stream(Role.values())
                        .filter(role -> role.word().equals(command.permission()))
                        .anyMatch(person.role()::includes));
    }

    private static boolean isNamed(CommandInfo command, String name) {
        return command.name().equals(name) || ("hook:" + command.name()).equals(name);
    }

    /**
     * Runs a command line on the calling thread; an interrupt ends it. What changed something, or was to, is recorded
     * before this returns. The texts of the answer can be shown on a terminal as they are.
     *
     * @param width of the terminal in characters; 0 for none
     */
    CommandAnswer run(List<String> words, int width, CommandConsole console) {
        String file = fileIn(words);
        if (file != null) {
            return new CommandAnswer(
                    CommandAnswer.Status.FORBIDDEN,
                    "",
                    "\"" + Printable.excerpt(file)
                            + "\" may be a file of the instance's machine, which no one names over"
                            + " SSH. Name a release as PLUGIN@VERSION or an http address, or upload the jar: hookline"
                            + " deploy FILE --server URL");
        }
        CommandRequest request = new CommandRequest(
                words,
                new Actor(Actor.Kind.SHELL, "ssh:" + person.name()),
                person.role(),
                "",
                null,
                width > 0 ? width : WIDTH,
                width > 0);
        HeardConsole heard = new HeardConsole(console);
        CommandAnswer answer = service.run(request, heard);
        if (heard.changes || answer.status() == CommandAnswer.Status.FORBIDDEN) {
            record.add(request, address, heard.reason, answer.status());
        }
        LOG.debug("{} has run {}: {}", person.name(), Printable.excerpt(words.get(0)), answer.status());
        String failure = answer.failure();
        return new CommandAnswer(
                answer.status(), Printable.text(answer.text()), failure == null ? null : Printable.text(failure));
    }

    /** A word that may be a file, if the command takes files; null if there is none. */
    private @Nullable String fileIn(List<String> words) {
        String name = words.get(0);
        CommandInfo called = service.commands().stream()
                .filter(command -> isNamed(command, name))
                .filter(command -> command.arguments().stream().anyMatch(CommandInfo.Argument::files))
                .findFirst()
                .orElse(null);
        if (called == null) {
            return null;
        }
        List<String> given = words.subList(1, words.size());
        for (int i = 0; i < given.size(); i++) {
            if (mayBeFile(given.get(i)) && !called.isReason(given, i)) {
                return given.get(i);
            }
        }
        return null;
    }

    private static boolean mayBeFile(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        boolean address = lower.startsWith("http://") || lower.startsWith("https://");
        return !address && (!NO_FILE.matcher(word).matches() || lower.endsWith(".jar"));
    }

    /** The exit status of an answer, as of the client. */
    static int exitStatus(CommandAnswer answer) {
        return switch (answer.status()) {
            case DONE -> 0;
            case FAILED, FORBIDDEN, CONFLICT -> 1;
            case UNKNOWN -> 2;
            case INTERRUPTED -> 130;
        };
    }

    /** Remembers what the record needs, and shows nothing that would control a terminal. */
    private static final class HeardConsole implements CommandConsole {

        private final CommandConsole console;
        private volatile String reason = "";
        private volatile boolean changes;

        HeardConsole(CommandConsole console) {
            this.console = console;
        }

        @Override
        public void print(String text) {
            console.print(Printable.text(text));
        }

        @Override
        public void redraw(String text) {
            console.redraw(Printable.text(text));
        }

        @Override
        public void admitted(Role needed) {
            changes |= needed != Role.VIEWER;
        }

        @Override
        public void reasoned(String why) {
            reason = why;
        }

        @Override
        public boolean keepsProgressApart() {
            return console.keepsProgressApart();
        }
    }
}
