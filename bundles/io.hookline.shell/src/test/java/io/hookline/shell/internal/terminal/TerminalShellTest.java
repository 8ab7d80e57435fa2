package io.hookline.shell.internal.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandArgument;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Completion;
import io.hookline.shell.internal.gogo.CommandsInGogo;
import io.hookline.shell.internal.gogo.UnknownCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jline.reader.LineReader;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The shell on a terminal of JLine that types and shows in memory. */
@Timeout(60)
final class TerminalShellTest {

    private static final String PROMPT = "hookline> ";
    private static final String CTRL_C = "\003";

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch inputEnded = new CountDownLatch(1);
    private final Screen screen = new Screen();
    private final PipedOutputStream keys = new PipedOutputStream();
    private final ThreadIOImpl streams = new ThreadIOImpl();
    private final CommandProcessorImpl processor = new CommandProcessorImpl(streams);
    private final CommandsInGogo commands = new CommandsInGogo(processor);
    private Terminal terminal;
    private LineReader reader;
    private LinesAbove above;
    private Thread thread;
    private Thread console;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        streams.start();
        InputStream typed = new PipedInputStream(keys);
        terminal = new ExternalTerminal("test", "ansi", typed, screen, StandardCharsets.UTF_8);
        terminal.setSize(new Size(80, 24));
        CommandSession session = processor.createSession(terminal.input(), terminal.output(), terminal.output());
        session.put(Shell.VAR_TERMINAL, terminal);
        session.put(Shell.VAR_COMPLETIONS, new HashMap<>());
        session.put(Shell.VAR_PROMPT, PROMPT);
        session.put(UnknownCommand.VARIABLE, new UnknownCommand());
        session.put("COLUMNS", 80);
        commands.offer("echo", new OneCommand(context -> {
            return String.join(" ", context.arguments().positional());
        }));
        commands.offer("wait", new OneCommand(context -> {
            entered.countDown();
            release.await();
            return "not interrupted";
        }));
        commands.offer("stuck", new OneCommand(context -> {
            entered.countDown();
            awaitUninterruptibly();
            return "late output";
        }));
        processor.addCommand(
                "felix",
                (Function) (used, arguments) -> {
                    entered.countDown();
                    release.await();
                    return null;
                },
                "hang");
        processor.addCommand(
                "felix",
                (Function) (used, arguments) -> {
                    throw new NoClassDefFoundError("thrown by a test");
                },
                "broken");
        reader = Readers.reader(
                session,
                terminal,
                new BoundedCompleter(ShellCompleter.of(session, commands.completions()), Duration.ofSeconds(20)));
        session.put(Shell.VAR_READER, reader);
        above = new LinesAbove(reader);
        console = new Thread(above);
        console.start();
        thread = new Thread(new TerminalShell(
                session,
                terminal,
                reader,
                new Lines(session, commands.completions()),
                commands.running(),
                inputEnded::countDown));
        thread.start();
        screen.await(PROMPT);
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        release.countDown();
        keys.close();
        inputEnded.await();
        thread.join();
        console.interrupt();
        console.join();
        terminal.close();
        processor.stop();
        streams.stop();
    }

    private void awaitUninterruptibly() {
        while (true) {
            try {
                release.await();
                return;
            } catch (InterruptedException e) {
                // This command does not care.
            }
        }
    }

    private void type(String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    @Test
    void theHistoryLeavesOutWhatAConfigurationIsSetTo() throws Exception {
        type("hook:echo config key set secret=hidden\r");
        screen.await("secret=hidden\n");
        type("hook:echo -- plugin.jar --set secret=concealed\r");
        screen.await("secret=concealed\n");
        screen.await(PROMPT);
        type("hook:echo kept\r");
        screen.await("kept\n");
        assertThat(reader.getHistory()).extracting(entry -> entry.line()).containsExactly("hook:echo kept");
    }

    @Test
    void aLogLineStandsAboveThePromptWhichIsRedrawnWithWhatWasTyped() throws Exception {
        type("hook:echo half");
        screen.await("half");
        above.accept("12:00:00 WARN  a plugin hangs\n");
        assertThat(screen.await("WARN  a plugin hangs\n")).doesNotContain("half12:00");
        assertThat(screen.await("half")).contains(PROMPT);
        type("way\r");
        screen.await("halfway\n");
        screen.await(PROMPT);
    }

    @Test
    void ctrlCEndsACommandOfTheKitWithAShortWord() throws Exception {
        type("hook:wait\r");
        entered.await();
        type(CTRL_C);
        assertThat(screen.await(PROMPT))
                .contains("Ending hook:wait", "Interrupted; what was published already stays")
                .doesNotContain("Exception");
    }

    @Test
    void ctrlCTwiceLeavesACommandBehindThatDoesNotEndAndDropsItsOutput() throws Exception {
        type("hook:stuck\r");
        entered.await();
        type(CTRL_C);
        screen.await("Ending hook:stuck");
        type(CTRL_C);
        assertThat(screen.await(PROMPT))
                .contains("Interrupted. hook:stuck does not end yet")
                .doesNotContain("Exception");
        release.countDown();
        type("hook:echo alive\r");
        assertThat(screen.await("alive\n") + screen.await(PROMPT)).doesNotContain("late output");
    }

    @Test
    void ctrlCEndsTheWaitForAForeignCommand() throws Exception {
        type("felix:hang\r");
        entered.await();
        type(CTRL_C);
        assertThat(screen.await(PROMPT)).contains("Interrupted.").doesNotContain("Exception");
    }

    @Test
    void anErrorOfAForeignCommandIsOneLine() throws Exception {
        type("felix:broken\r");
        assertThat(screen.await(PROMPT))
                .contains("NoClassDefFoundError: thrown by a test")
                .doesNotContain("java.lang", "ExecutionException");
    }

    @Test
    void anUnknownCommandGetsASuggestion() throws Exception {
        type("hook:ecko\r");
        assertThat(screen.await(PROMPT)).contains("Did you mean hook:echo?").doesNotContain("Exception");
    }

    @Test
    void aWordThatMatchesNoFileStandsForItself() throws Exception {
        type("hook:echo url=http://a/?b=* 'c*' d?\r");
        screen.await("\nurl=http://a/?b=* c* d?");
        screen.await(PROMPT);
    }

    @Test
    void tabOffersWhatFitsAtThePlace() throws Exception {
        type("hook:echo f\t");
        screen.await("hook:echo first ");
        type("\t");
        assertThat(screen.await("100")).containsSubsequence("5", "10", "100");
        type("\r");
        screen.await(PROMPT);
    }

    /** Prints what its code returns. */
    private record OneCommand(Code code) implements Command {

        @Override
        public CommandDescription description() {
            return CommandDescription.of("Runs in a test.")
                    .withArgument(CommandArgument.any("WORD")
                            .withCompletion(Completion.after(
                                    before -> before.isEmpty() ? List.of("first") : List.of("100", "5", "10"))));
        }

        @Override
        public CommandResult run(CommandContext context) throws InterruptedException {
            String text = code.run(context);
            return CommandResult.text(List.of(text), width -> text + "\n");
        }

        /** What it does. */
        interface Code {

            String run(CommandContext context) throws InterruptedException;
        }
    }
}
