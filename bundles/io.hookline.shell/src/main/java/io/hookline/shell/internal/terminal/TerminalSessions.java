package io.hookline.shell.internal.terminal;

import io.hookline.shell.internal.gogo.CommandWhiteboard;
import io.hookline.shell.internal.gogo.EndCommand;
import io.hookline.shell.internal.gogo.UnknownCommand;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares each session of Gogo when it first executes something, and runs the shell on the session that has the
 * terminal. Gogo's own shell reads the profile there and then leaves the terminal to this one (docs/adr/0030). The
 * shell ends before the bundle that owns the terminal stops, and a new one begins with the next terminal. Without
 * JLine there is no terminal, and its classes are not touched. Safe for use by many threads.
 */
@Component
public final class TerminalSessions implements CommandSessionListener, SynchronousBundleListener {

    private static final Logger LOG = LoggerFactory.getLogger(TerminalSessions.class);

    /** The session's variable that holds the terminal. */
    private static final String TERMINAL = ".terminal";

    /** The session's variable that holds the line reader of Gogo's own shell, which then reads the terminal itself. */
    private static final String READER = ".reader";

    private final BundleContext context;
    private final CommandWhiteboard whiteboard;
    private final UnknownCommand unknown = new UnknownCommand();
    private final EndCommand end;
    private @Nullable AutoCloseable shell;
    private @Nullable Bundle owner;
    private boolean stopped;

    /** For the commands of the whiteboard. */
    @Activate
    public TerminalSessions(BundleContext context, @Reference CommandWhiteboard whiteboard) {
        this.context = context;
        this.whiteboard = whiteboard;
        this.end = new EndCommand(context);
        context.addBundleListener(this);
    }

    /** Ends the shell. */
    @Deactivate
    public synchronized void stop() throws Exception {
        stopped = true;
        context.removeBundleListener(this);
        close();
    }

    private void close() throws Exception {
        AutoCloseable closed = shell;
        shell = null;
        if (closed != null) {
            closed.close();
        }
    }

    @Override
    public synchronized void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPING && event.getBundle().equals(owner)) {
            try {
                close();
            } catch (Exception e) {
                LOG.warn("the shell does not end", e);
            }
        }
    }

    @Override
    public void beforeExecute(CommandSession session, CharSequence command) {
        if (session.get(UnknownCommand.VARIABLE) == null) {
            session.put(UnknownCommand.VARIABLE, unknown);
            EndCommand.NAMES.forEach(name -> session.put(name, end));
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
            owner = TerminalShell.owner();
            shell = TerminalShell.start(context, session, whiteboard);
        }
    }
}
