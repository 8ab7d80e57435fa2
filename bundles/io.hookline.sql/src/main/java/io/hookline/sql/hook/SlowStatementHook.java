package io.hookline.sql.hook;

import io.hookline.api.hook.HookContext;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told of statements that took longer than the limit of their database. Called on the thread of the transaction; it
 * must not block. What it throws is counted and logged, and changes nothing.
 */
@ConsumerType
public interface SlowStatementHook {

    /** The name of the point. */
    String POINT = "db.slow";

    /** Takes note of a statement. */
    void onSlow(SlowStatement statement, HookContext context);
}
