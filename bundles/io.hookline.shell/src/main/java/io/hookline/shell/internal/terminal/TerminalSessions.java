package io.hookline.shell.internal.terminal;

import io.hookline.shell.internal.gogo.CommandWhiteboard;
import io.hookline.shell.internal.gogo.UnknownCommand;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Prepares each session of Gogo when it first executes something, and runs the shell on the session that has the
 * terminal. Gogo's own shell reads the profile there and then leaves the terminal to this one (docs/adr/0031). Without
 * JLine there is no terminal, and its classes are not touched. Safe for use by many threads.
 */
@Component
public final class TerminalSessions implements CommandSessionListener {

    /** The session's variable that holds the terminal. */
    private static final String TERMINAL = ".terminal";

    /** The session's variable that holds the line reader of Gogo's own shell, which then reads the terminal itself. */
    private static final String READER = ".reader";

    private final BundleContext context;
    private final CommandWhiteboard whiteboard;
    private final UnknownCommand unknown = new UnknownCommand();
    private @Nullable AutoCloseable shell;
    private boolean stopped;

    /** For the commands of the whiteboard. */
    @Activate
    public TerminalSessions(BundleContext context, @Reference CommandWhiteboard whiteboard) {
        this.context = context;
        this.whiteboard = whiteboard;
    }

    /** Ends the shell. */
    @Deactivate
    public synchronized void stop() throws Exception {
        stopped = true;
        if (shell != null) {
            shell.close();
        }
    }

    @Override
    public void beforeExecute(CommandSession session, CharSequence command) {
        if (session.get(UnknownCommand.VARIABLE) == null) {
            session.put(UnknownCommand.VARIABLE, unknown);
        }
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence command, Exception exception) {
        afterExecute(session);
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence command, Object result) {
        afterExecute(session);
    }

    /** The first that a session with a terminal executes is the profile. */
    private synchronized void afterExecute(CommandSession session) {
        if (shell == null && !stopped && session.get(TERMINAL) != null && session.get(READER) == null) {
            shell = TerminalShell.start(context, session, whiteboard);
        }
    }
}
