package io.hookline.shell.internal.terminal;

import io.hookline.shell.internal.gogo.CommandWhiteboard;
import io.hookline.shell.internal.gogo.RunningCommands;
import io.hookline.shell.internal.text.FittedLines;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.felix.gogo.jline.ParsedLineImpl;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Job;
import org.apache.felix.service.command.Job.Status;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of the shell on a terminal: reads a line, executes it as Gogo does, and prints what came of it. Runs on a
 * thread of its own until the input ends, which stops the framework, or until it is closed.
 */
final class TerminalShell implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(TerminalShell.class);

    /** How long a shell that is closed may take to leave the terminal. */
    private static final long END_TIMEOUT_MS = 2000;

    private final CommandSession session;
    private final Terminal terminal;
    private final LineReader reader;
    private final Lines lines;
    private final RunningCommands running;
    private final Runnable whenInputEnds;

    /** How often Ctrl-C was typed since the line began to run. */
    private final AtomicInteger interrupts = new AtomicInteger();

    /** The commands that the user no longer waits for. */
    private volatile List<String> abandoned = List.of();

    private volatile boolean stopped;

    /** Guarded by this object. */
    private boolean reading;

    TerminalShell(
            CommandSession session,
            Terminal terminal,
            LineReader reader,
            Lines lines,
            RunningCommands running,
            Runnable whenInputEnds) {
        this.session = session;
        this.terminal = terminal;
        this.reader = reader;
        this.lines = lines;
        this.running = running;
        this.whenInputEnds = whenInputEnds;
    }

    /**
     * Starts the shell on the terminal of a session.
     *
     * @return ends it
     */
    static AutoCloseable start(BundleContext context, CommandSession session, CommandWhiteboard whiteboard) {
        Terminal terminal = Shell.getTerminal(session);
        BoundedCompleter completer =
                new BoundedCompleter(ShellCompleter.of(session, whiteboard.completions()), BoundedCompleter.PATIENCE);
        LineReader reader = Readers.reader(session, terminal, completer);
        session.put(Shell.VAR_READER, reader);
        session.put(Shell.VAR_COMPLETIONS, new HashMap<>());
        TerminalShell shell = new TerminalShell(
                session,
                terminal,
                reader,
                new Lines(session, whiteboard.completions()),
                whiteboard.running(),
                () -> stop(context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)));
        LinesAbove above = new LinesAbove(reader);
        AutoCloseable console = ConsoleService.offer(context, above);
        Thread thread = new Thread(shell, "Hookline shell");
        thread.setDaemon(true);
        thread.start();
        return () -> {
            shell.stopped = true;
            console.close();
            completer.close();
            if (isRunning(context)) {
                terminal.writer().println();
                terminal.writer().println(FittedLines.of(FailureText.SHELL_ENDS, terminal.getWidth()));
                terminal.flush();
            }
            if (Thread.currentThread() != thread) {
                shell.stopReading(thread);
                // What is typed from now on belongs to whatever reads the terminal next.
                thread.join(END_TIMEOUT_MS);
            }
        };
    }

    /** The bundle that owns the terminal. */
    static Bundle owner() {
        return FrameworkUtil.getBundle(Shell.class);
    }

    /** Whether the framework does not stop. */
    private static boolean isRunning(BundleContext context) {
        Bundle framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        return framework != null && framework.getState() == Bundle.ACTIVE;
    }

    private static void stop(@Nullable Bundle framework) {
        try {
            if (framework != null && framework.getState() == Bundle.ACTIVE) {
                framework.stop();
            }
        } catch (BundleException e) {
            LOG.error("the framework does not stop", e);
        }
    }

    @Override
    public void run() {
        session.setJobListener((job, previous, current) -> announce(job, previous, current));
        SignalHandler interrupt = terminal.handle(Signal.INT, signal -> interrupt());
        SignalHandler suspend = terminal.handle(Signal.TSTP, signal -> suspend());
        try {
            while (!stopped) {
                step();
            }
        } catch (EndOfFileException e) {
            save();
            whenInputEnds.run();
        } catch (InterruptedException e) {
            LOG.debug("the shell was ended");
        } finally {
            terminal.handle(Signal.INT, interrupt);
            terminal.handle(Signal.TSTP, suspend);
        }
    }

    /** A line that runs goes on to its end: it may be the one that stops the shell's bundle and starts it again. */
    private synchronized void stopReading(Thread thread) {
        if (reading) {
            thread.interrupt();
        }
    }

    private synchronized void reading(boolean now) {
        reading = now;
        if (!now) {
            // An interrupt was for the reading.
            Thread.interrupted();
        }
    }

    private void read() {
        reading(true);
        try {
            if (!stopped) {
                reader.readLine(Shell.getPrompt(session), Shell.getRPrompt(session), (Character) null, null);
            }
        } finally {
            reading(false);
        }
    }

    private void step() throws InterruptedException {
        try {
            read();
            if (stopped) {
                return;
            }
            ParsedLine parsed = reader.getParsedLine();
            if (parsed == null) {
                throw new EndOfFileException();
            }
            execute((ParsedLineImpl) parsed);
        } catch (UserInterruptException e) {
            // A new line begins.
        } catch (EndOfFileException e) {
            throw e;
        } catch (RuntimeException e) {
            if (!stopped) {
                LOG.warn("the line could not be read", e);
                print(FailureText.of(e));
            }
        }
    }

    private void execute(ParsedLineImpl line) throws InterruptedException {
        interrupts.set(0);
        abandoned = List.of();
        try {
            Object result = lines.execute(line);
            session.put(Shell.VAR_RESULT, result);
            if (result != null && !Boolean.FALSE.equals(session.get(".Gogo.format"))) {
                terminal.writer().println(session.format(result, Converter.INSPECT));
            }
        } catch (Exception e) {
            if (stopped) {
                return;
            }
            session.put(Shell.VAR_EXCEPTION, e);
            print(
                    interrupts.get() > 0 && FailureText.isInterruption(e)
                            ? FailureText.interrupted(abandoned)
                            : FailureText.of(e));
        }
        terminal.flush();
        awaitForeground();
    }

    private void print(String failure) {
        terminal.writer()
                .print(new AttributedString(
                                FittedLines.of(failure, terminal.getWidth()),
                                AttributedStyle.DEFAULT.foreground(AttributedStyle.RED))
                        .toAnsi(terminal));
        terminal.flush();
    }

    /** A job that was brought to the foreground has the terminal until it ends. */
    private void awaitForeground() throws InterruptedException {
        for (Job job = session.foregroundJob(); job != null; job = session.foregroundJob()) {
            awaitEnd(job);
        }
    }

    /** Gogo notifies the job when its state changes. */
    @SuppressWarnings("SynchronizationOnLocalVariableOrMethodParameter")
    private static void awaitEnd(Job job) throws InterruptedException {
        synchronized (job) {
            while (job.status() == Status.Foreground) {
                job.wait();
            }
        }
    }

    /**
     * At first the kit's commands are asked to end, and have the last word; then the line is given up. The user is told
     * before the commands are interrupted: they can end at once, and the next prompt must stay the last line.
     */
    private void interrupt() {
        Job job = session.foregroundJob();
        if (job == null) {
            return;
        }
        if (interrupts.getAndIncrement() == 0) {
            List<String> ending = running.names(session);
            if (!ending.isEmpty()) {
                terminal.writer().println(FailureText.ending(ending));
                terminal.flush();
                running.interrupt(session);
                return;
            }
        }
        abandoned = running.abandon(session);
        job.interrupt();
    }

    private void suspend() {
        Job job = session.foregroundJob();
        if (job != null) {
            job.suspend();
        }
    }

    private void announce(Job job, Status previous, Status current) {
        if (isAside(previous) || isAside(current)) {
            reader.printAbove("[" + job.id() + "]  " + current.name().toLowerCase(Locale.ROOT) + "  " + job.command());
        }
    }

    private static boolean isAside(Status status) {
        return status == Status.Background || status == Status.Suspended;
    }

    private void save() {
        try {
            reader.getHistory().save();
        } catch (IOException e) {
            LOG.debug("the history is not saved", e);
        }
    }
}
