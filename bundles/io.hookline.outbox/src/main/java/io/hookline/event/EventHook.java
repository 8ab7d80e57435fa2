package io.hookline.event;

import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import io.hookline.api.hook.ContextKey;
import io.hookline.api.hook.HookContext;
import io.hookline.sql.SqlDatabase;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Gets events, each at least once.
 *
 * <p>Hooks for one type stand at {@code event.} and the type, such as {@code event.record-saved}; hooks for all types
 * at {@value #ANY}. An event counts as delivered when all hooks at both points have returned. If one throws, all get
 * the event again later, with the same {@link Event#id}: use {@code OnceOnly} for work that must not be done twice.
 *
 * <p>Called on a thread of the outbox; it may block until the context's deadline, and keeps further events of the same
 * key waiting meanwhile. Events of different keys are delivered at the same time and by several processes.
 */
@ConsumerType
public interface EventHook {

    /** The point of all events. */
    String ANY = "event";

    /** What stands ahead of a type in the name of its point. */
    String PREFIX = "event.";

    /** The context's attribute with the database in which the event was published. */
    ContextKey<SqlDatabase> DATABASE = ContextKey.of("event.database", SqlDatabase.class);

    /**
     * Handles an event.
     *
     * @param context its call id is the event's id
     * @throws EventRefusedException if no further attempt can succeed: the event becomes a dead letter
     * @throws Exception if it cannot be handled now: it is delivered again after a pause
     */
    @Compose(Composition.NOTIFY)
    void onEvent(Event event, HookContext context) throws Exception;
}
