package io.hookline.sql.internal;

import io.hookline.api.HookPoint;
import io.hookline.sql.hook.SlowStatementHook;
import io.hookline.sql.hook.StatementHook;

/**
 * The hook points around statements.
 *
 * @param statements around each statement
 * @param slow behind statements that took long
 */
record StatementPoints(HookPoint<StatementHook> statements, HookPoint<SlowStatementHook> slow) {}
