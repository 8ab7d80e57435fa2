package io.hookline.shell.internal.gogo;

import io.hookline.shell.internal.table.CommandId;
import java.util.function.Consumer;
import org.apache.felix.service.command.CommandSession;

/** One call of a command on its thread. Safe for use by many threads; the thread of the call closes it. */
final class RunningCall implements AutoCloseable {

    private final CommandSession session;
    private final CommandId id;
    private final Consumer<RunningCall> whenEnded;
    private final Thread thread = Thread.currentThread();

    /** Guarded by this object, as the others are. */
    private boolean ended;

    private boolean interrupted;
    private boolean abandoned;

    RunningCall(CommandSession session, CommandId id, Consumer<RunningCall> whenEnded) {
        this.session = session;
        this.id = id;
        this.whenEnded = whenEnded;
    }

    String name() {
        return id.toString();
    }

    boolean belongsTo(CommandSession other) {
        return session == other;
    }

    /** Interrupts the command, if it has not ended. */
    synchronized void interrupt() {
        if (!ended) {
            interrupted = true;
            thread.interrupt();
        }
    }

    /** Drops what the command prints from now on; false if it has ended. */
    synchronized boolean abandon() {
        abandoned = true;
        return !ended;
    }

    synchronized boolean isAbandoned() {
        return abandoned;
    }

    /** Ends the call. The thread, which may be a pool's, does not stay interrupted because of it. */
    @Override
    public void close() {
        whenEnded.accept(this);
        synchronized (this) {
            ended = true;
            if (interrupted) {
                Thread.interrupted();
            }
        }
    }
}
