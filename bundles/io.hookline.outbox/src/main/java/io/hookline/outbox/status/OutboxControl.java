package io.hookline.outbox.status;

import io.hookline.sql.DatabaseUnavailableException;
import java.sql.SQLException;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The outboxes of this process. An OSGi service beside {@code Outboxes}; any thread may call it. */
@ProviderType
public interface OutboxControl {

    /** All outboxes, as their databases say now. Blocks for some seconds at most. */
    List<OutboxStatus> statuses();

    /** All outboxes, as their relays have seen them last. Does not block. */
    List<OutboxStatus> lastStatuses();

    /**
     * The dead letters, the oldest first.
     *
     * @param most how many of each outbox at most
     */
    List<DeadLetter> deadLetters(int most) throws DatabaseUnavailableException, SQLException;

    /** Lets a dead letter wait for its delivery again; false if there is none with this id. */
    boolean replay(String eventId) throws DatabaseUnavailableException, SQLException;

    /** Lets all dead letters wait for their delivery again, and returns how many there were. */
    int replayAll() throws DatabaseUnavailableException, SQLException;
}
