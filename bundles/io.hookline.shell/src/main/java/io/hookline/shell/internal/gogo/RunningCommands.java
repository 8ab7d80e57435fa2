package io.hookline.shell.internal.gogo;

import io.hookline.shell.internal.table.CommandId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.service.command.CommandSession;

/** The calls of commands that run now, so that Ctrl-C can end them. Safe for use by many threads. */
public final class RunningCommands {

    private final Set<RunningCall> calls = ConcurrentHashMap.newKeySet();

    RunningCommands() {}

    /** Begins a call on the calling thread. Closing it ends the call. */
    RunningCall begin(CommandSession session, CommandId id) {
        RunningCall call = new RunningCall(session, id, calls::remove);
        calls.add(call);
        return call;
    }

    /** The names of the commands that run in a session now. */
    public List<String> names(CommandSession session) {
        return calls.stream()
                .filter(call -> call.belongsTo(session))
                .map(RunningCall::name)
                .sorted()
                .toList();
    }

    /** Interrupts the commands of a session. */
    public void interrupt(CommandSession session) {
        calls.stream().filter(call -> call.belongsTo(session)).forEach(RunningCall::interrupt);
    }

    /** Drops all further output of the commands of a session; returns the names of those that go on. */
    public List<String> abandon(CommandSession session) {
        return calls.stream()
                .filter(call -> call.belongsTo(session) && call.abandon())
                .map(RunningCall::name)
                .sorted()
                .toList();
    }
}
