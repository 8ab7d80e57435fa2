package io.hookline.shell.internal.terminal;

import org.apache.felix.gogo.jline.Expander;
import org.apache.felix.gogo.jline.Highlighter;
import org.apache.felix.gogo.jline.Parser;
import org.apache.felix.gogo.runtime.CommandSessionImpl;
import org.apache.felix.service.command.CommandSession;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;

/** Makes line readers for Gogo's language. */
final class Readers {

    /** Lines that set an option of a configuration, which may be a secret. */
    private static final String NOT_KEPT = "*config * set *:*--set*";

    private Readers() {}

    /** A reader with the variables of a session. Its history leaves out what may be a secret. */
    static LineReader reader(CommandSession session, Terminal terminal, Completer completer) {
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .variables(((CommandSessionImpl) session).getVariables())
                .completer(completer)
                .highlighter(new SafeHighlighter(session))
                .parser(new Parser())
                .expander(new Expander(session))
                .build();
        reader.setOpt(LineReader.Option.AUTO_FRESH_LINE);
        reader.setVariable(LineReader.HISTORY_IGNORE, NOT_KEPT);
        return reader;
    }

    /** Colours what is typed. Whatever fails there, the line stays. */
    private static final class SafeHighlighter extends Highlighter {

        SafeHighlighter(CommandSession session) {
            super(session);
        }

        @Override
        public AttributedString highlight(LineReader reader, String buffer) {
            try {
                return super.highlight(reader, buffer);
            } catch (RuntimeException | LinkageError e) {
                return new AttributedString(buffer);
            }
        }
    }
}
