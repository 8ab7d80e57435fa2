package io.hookline.shell.internal.gogo;

import java.util.HashMap;
import java.util.Map;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Completes commands in sessions on a terminal. The builtin {@code complete} keeps the completions of a session in a
 * map, and the session reads the map at each Tab. This class replaces the map by one that knows the commands that are
 * registered at that time.
 */
@Component
public final class TabCompletion implements CommandSessionListener {

    /** The session's variable that holds the map. Only a session on a terminal has one. */
    static final String COMPLETIONS = ".completions";

    private final CommandWhiteboard whiteboard;

    /** For the commands of the whiteboard. */
    @Activate
    public TabCompletion(@Reference CommandWhiteboard whiteboard) {
        this.whiteboard = whiteboard;
    }

    @Override
    public void beforeExecute(CommandSession session, CharSequence command) {
        if (session.get(COMPLETIONS) instanceof Map<?, ?> known && !(known instanceof CommandCompletions)) {
            session.put(COMPLETIONS, new CommandCompletions(new HashMap<>(known), session, whiteboard.table()));
        }
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence command, Exception exception) {}

    @Override
    public void afterExecute(CommandSession session, CharSequence command, Object result) {}
}
