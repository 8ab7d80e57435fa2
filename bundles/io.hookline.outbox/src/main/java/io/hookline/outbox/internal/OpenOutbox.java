package io.hookline.outbox.internal;

import io.hookline.api.hook.HookContext;
import io.hookline.event.Event;
import io.hookline.outbox.Outbox;
import io.hookline.outbox.status.DeadLetter;
import io.hookline.sql.DatabaseUnavailableException;
import io.hookline.sql.SqlDatabase;
import io.hookline.sql.SqlTransaction;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/** An outbox that is open: publishes, and has a relay that delivers. */
final class OpenOutbox implements Outbox {

    private final String name;
    private final SqlDatabase database;
    private final Relay relay;
    private final Consumer<OpenOutbox> onClose;

    OpenOutbox(String name, SqlDatabase database, Relay relay, Consumer<OpenOutbox> onClose) {
        this.name = name;
        this.database = database;
        this.relay = relay;
        this.onClose = onClose;
    }

    Relay relay() {
        return relay;
    }

    @Override
    public void publish(Event event, SqlTransaction transaction) throws SQLException {
        WaitingEvents.add(transaction, event);
        transaction.afterEnd(committed -> {
            if (committed) {
                relay.wake();
            }
        });
    }

    List<DeadLetter> deadLetters(int most) throws DatabaseUnavailableException, SQLException {
        return database.read(HookContext.create(), transaction -> DeadLetters.list(transaction, name, most));
    }

    boolean replay(String eventId) throws DatabaseUnavailableException, SQLException {
        boolean found = database.write(HookContext.create(), transaction -> DeadLetters.replay(transaction, eventId));
        relay.wake();
        return found;
    }

    @Override
    public void close() {
        relay.close();
        onClose.accept(this);
    }
}
