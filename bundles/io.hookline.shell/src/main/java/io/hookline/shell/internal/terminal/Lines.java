package io.hookline.shell.internal.terminal;

import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.internal.table.LineCompletions;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.felix.gogo.jline.ParsedLineImpl;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.gogo.runtime.Parser;
import org.apache.felix.gogo.runtime.Token;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jspecify.annotations.Nullable;

/**
 * Executes the lines that were typed, with two differences to Gogo: {@code --help} shows the help of any command, and
 * for a command of the kit a word such as {@code url=http://a/?b=*} that matches no file stands for itself.
 */
final class Lines {

    private static final String NO_MATCH = "no matches found: ";

    /** Its builtins have a help of their own. */
    private static final String BUILTIN = "gogo:";

    private final CommandSession session;
    private final LineCompletions completions;

    Lines(CommandSession session, LineCompletions completions) {
        this.session = session;
        this.completions = completions;
    }

    /** Executes a line; returns Gogo's result. */
    @Nullable
    Object execute(ParsedLineImpl line) throws Exception {
        List<String> words = line.words();
        String command = words.isEmpty() ? "" : Shell.resolve(session, words.get(0));
        if (asksForHelp(words, command)) {
            return session.execute("hook:help " + words.get(0));
        }
        return completions.knows(command) ? withGlobs(line) : session.execute(line.program());
    }

    private boolean asksForHelp(List<String> words, String command) {
        return words.size() > 1
                && words.get(1).equals(CommandDescription.HELP)
                && words.subList(2, words.size()).stream().allMatch(String::isEmpty)
                && !completions.knows(command)
                && !command.startsWith(BUILTIN)
                && command.indexOf(':') > 0
                && session.get(command) instanceof Function;
    }

    /**
     * Gogo expands all words before it calls the command. So a command that was not called because a word matches no
     * file can be tried again, with the word in quotes.
     */
    private @Nullable Object withGlobs(ParsedLineImpl line) throws Exception {
        CharSequence source = line.program();
        while (true) {
            try {
                return session.execute(source);
            } catch (IOException e) {
                source = quoted(source, e).orElseThrow(() -> e);
            }
        }
    }

    private static Optional<CharSequence> quoted(CharSequence source, IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.startsWith(NO_MATCH)
                ? quoted(source.toString(), message.substring(NO_MATCH.length()))
                : Optional.empty();
    }

    /** The source with the word in quotes; empty if it is not one plain statement, or the word is not in it as such. */
    static Optional<CharSequence> quoted(String source, String word) {
        Parser parser = new Parser(source);
        parser.program();
        if (parser.statements().size() != 1) {
            return Optional.empty();
        }
        for (Token token : parser.statements().get(0).tokens()) {
            if (token.toString().equals(word) && word.indexOf('\'') < 0) {
                return Optional.of(source.substring(0, token.start()) + "'" + word + "'"
                        + source.substring(token.start() + token.length()));
            }
        }
        return Optional.empty();
    }
}
