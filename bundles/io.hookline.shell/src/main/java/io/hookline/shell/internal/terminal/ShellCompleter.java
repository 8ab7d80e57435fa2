package io.hookline.shell.internal.terminal;

import io.hookline.common.text.Printable;
import io.hookline.shell.internal.table.LineCompletions;
import io.hookline.shell.session.CommandOffers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.service.command.CommandSession;
import org.jline.builtins.Completers;
import org.jline.builtins.Completers.CompletionData;
import org.jline.builtins.Completers.CompletionEnvironment;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/**
 * Offers what fits at the cursor: commands at the start of a statement, behind a command of the kit what its
 * description says, and behind another one what the builtin {@code complete} knows.
 */
final class ShellCompleter implements Completer {

    private static final String HELP = "help";

    private final CommandSession session;
    private final LineCompletions completions;
    private final Completer others;

    private ShellCompleter(CommandSession session, LineCompletions completions, Completer others) {
        this.session = session;
        this.completions = completions;
        this.others = others;
    }

    static ShellCompleter of(CommandSession session, LineCompletions completions) {
        return new ShellCompleter(session, completions, new Completers.Completer(new GogoCompletions(session)));
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (line.wordIndex() == 0) {
            commands(line.word(), candidates);
            return;
        }
        String id = commandOf(line);
        if (!completions.knows(id)) {
            others.complete(reader, line, candidates);
            return;
        }
        String typed =
                line.word().substring(0, Math.min(line.wordCursor(), line.word().length()));
        CommandOffers offers = completions.of(id, line.words().subList(1, line.wordIndex()), typed);
        add(offers.words(), candidates);
        if (offers.files()) {
            new Completers.FilesCompleter(session.currentDir()).complete(reader, line, candidates);
        }
    }

    private String commandOf(ParsedLine line) {
        String command = line.words().get(0);
        return command.equals(HELP) ? "hook:" + HELP : Shell.resolve(session, command);
    }

    /** Without a word, the kit's commands; the others' come with their first letter. */
    private void commands(String typed, List<Candidate> candidates) {
        List<CommandOffers.Word> offers = new ArrayList<>(completions.commands());
        if (!typed.isEmpty()) {
            Set<String> known = Shell.getCommands(session);
            known.stream()
                    .filter(id -> !completions.knows(id))
                    .forEach(id -> offers.add(new CommandOffers.Word(id, "", true)));
            if (typed.indexOf(':') < 0) {
                known.stream()
                        .map(id -> id.substring(id.indexOf(':') + 1))
                        .distinct()
                        .forEach(name -> offers.add(new CommandOffers.Word(name, "", true)));
            }
        }
        add(offers, candidates);
    }

    private static void add(List<CommandOffers.Word> offers, List<Candidate> candidates) {
        for (int i = 0; i < offers.size(); i++) {
            CommandOffers.Word offer = offers.get(i);
            candidates.add(new Candidate(
                    offer.word(),
                    Printable.of(offer.word()),
                    null,
                    offer.description().isEmpty() ? null : Printable.of(offer.description()),
                    null,
                    null,
                    offer.ended(),
                    i));
        }
    }

    /** What the builtin {@code complete} knows of the commands. */
    private record GogoCompletions(CommandSession session) implements CompletionEnvironment {

        @Override
        public Map<String, List<CompletionData>> getCompletions() {
            return Shell.getCompletions(session);
        }

        @Override
        public Set<String> getCommands() {
            return Shell.getCommands(session);
        }

        @Override
        public String resolveCommand(String command) {
            return Shell.resolve(session, command);
        }

        @Override
        public String commandName(String command) {
            return command.substring(command.indexOf(':') + 1);
        }

        @Override
        public Object evaluate(LineReader reader, ParsedLine line, String function) throws Exception {
            session.put(Shell.VAR_COMMAND_LINE, line);
            return session.execute(function);
        }
    }
}
