package io.hookline.plugin.ssh.internal;

import io.hookline.common.text.LiveText;
import io.hookline.shell.session.CommandAnswer;
import io.hookline.shell.session.CommandConsole;
import io.hookline.shell.session.CommandOffers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.Signal;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.jspecify.annotations.Nullable;

/** The shell: reads command lines with completion, and runs them, until {@code exit} or the end of the input. */
final class ShellSession extends Streams {

    private static final int COLUMNS = 80;
    private static final int ROWS = 24;

    private final Commands commands;

    ShellSession(Commands commands) {
        this.commands = commands;
    }

    @Override
    int serve(InputStream input, OutputStream output, OutputStream errors, Environment environment) throws IOException {
        Map<String, String> given = environment.getEnv();
        String type = given.getOrDefault(Environment.ENV_TERM, "dumb");
        try (ExternalTerminal terminal = new ExternalTerminal("ssh", type, input, output, StandardCharsets.UTF_8)) {
            terminal.setSize(size(given));
            environment.addSignalListener(
                    (channel, signal) -> {
                        terminal.setSize(size(given));
                        terminal.raise(Terminal.Signal.WINCH);
                    },
                    Signal.WINCH);
            return read(terminal);
        }
    }

    private static Size size(Map<String, String> given) {
        return new Size(
                number(given.get(Environment.ENV_COLUMNS), COLUMNS), number(given.get(Environment.ENV_LINES), ROWS));
    }

    private static int number(@Nullable String text, int absent) {
        try {
            int number = text == null ? 0 : Integer.parseInt(text);
            return number > 0 && number < 10_000 ? number : absent;
        } catch (NumberFormatException e) {
            return absent;
        }
    }

    private int read(Terminal terminal) {
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .completer((line, parsed, candidates) -> complete(parsed, candidates))
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
        PrintWriter out = terminal.writer();
        Thread self = Thread.currentThread();
        while (true) {
            String line;
            try {
                line = reader.readLine("hookline> ");
            } catch (UserInterruptException e) {
                continue;
            } catch (EndOfFileException e) {
                return 0;
            }
            if (line.strip().equals("exit") || line.strip().equals("logout")) {
                return 0;
            }
            Terminal.SignalHandler before = terminal.handle(Terminal.Signal.INT, signal -> self.interrupt());
            try {
                run(line, terminal, out);
            } finally {
                terminal.handle(Terminal.Signal.INT, before);
                Thread.interrupted();
            }
            out.flush();
        }
    }

    private void run(String line, Terminal terminal, PrintWriter out) {
        List<String> words;
        try {
            words = CommandWords.of(line);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            return;
        }
        if (words.isEmpty()) {
            return;
        }
        LiveText live = new LiveText(out::print, terminal::getHeight, text -> text);
        CommandAnswer answer = commands.run(words, Math.max(20, terminal.getWidth()), new CommandConsole() {
            @Override
            public void print(String text) {
                out.print(text);
                out.flush();
            }

            @Override
            public void redraw(String text) {
                live.show(text);
                out.flush();
            }
        });
        out.print(answer.text());
        if (answer.failure() != null) {
            out.println(answer.failure());
        }
    }

    private void complete(ParsedLine parsed, List<Candidate> candidates) {
        CommandOffers offers = commands.complete(
                parsed.words()
                        .subList(0, Math.min(parsed.wordIndex(), parsed.words().size())),
                parsed.word()
                        .substring(
                                0, Math.min(parsed.wordCursor(), parsed.word().length())));
        for (CommandOffers.Word word : offers.words()) {
            candidates.add(new Candidate(word.word(), word.word(), null, null, null, null, word.ended()));
        }
    }
}
