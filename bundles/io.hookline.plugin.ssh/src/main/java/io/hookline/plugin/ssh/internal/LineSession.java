package io.hookline.plugin.ssh.internal;

import io.hookline.common.text.LiveText;
import io.hookline.shell.session.CommandAnswer;
import io.hookline.shell.session.CommandConsole;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.Signal;

/** One command, as in {@code ssh HOST status}. Nothing but the shell's commands can be run. */
final class LineSession extends Streams {

    private static final int LONGEST_LINE = 65_536;

    private final Commands commands;
    private final String line;

    LineSession(Commands commands, String line) {
        this.commands = commands;
        this.line = line;
    }

    @Override
    int serve(InputStream input, OutputStream output, OutputStream errors, Environment environment) throws IOException {
        environment.addSignalListener((channel, signal) -> interrupt(), Signal.INT, Signal.TERM);
        PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(errors, true, StandardCharsets.UTF_8);
        List<String> words;
        try {
            words = line.length() > LONGEST_LINE ? List.of() : CommandWords.of(line);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return 2;
        }
        if (words.isEmpty()) {
            err.println("A command is missing, or too long: help");
            return 2;
        }
        LiveText live = new LiveText(out::print, () -> 0, text -> text);
        CommandAnswer answer = commands.run(words, 0, new CommandConsole() {
            @Override
            public void print(String text) {
                write(out, text);
            }

            @Override
            public void redraw(String text) {
                live.show(text);
                requireOpen(out);
            }
        });
        out.print(answer.text());
        if (answer.failure() != null) {
            err.println(answer.failure());
        }
        return Commands.exitStatus(answer);
    }

    private static void write(PrintStream out, String text) {
        out.print(text);
        requireOpen(out);
    }

    /** A client that has left needs no more of it: that ends the command. */
    private static void requireOpen(PrintStream out) {
        if (out.checkError()) {
            throw new IllegalStateException("the client has left");
        }
    }
}
